export { CapturingMail } from './capturing-mail.ts';
export { MailModule } from './mail.module.ts';
export { type Mail, MailNotSent, MailPort } from './mail.port.ts';
export { SmtpMail, type SmtpSettings } from './smtp-mail.ts';
