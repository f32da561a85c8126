export { MailboxModule } from './mailbox.module.ts';
export { Mailbox, MailboxAway, type OpenMailbox, type WaitingMail } from './mailbox.port.ts';
export { type EnclosedFile, readMail, type ReadMail } from './read-mail.ts';
