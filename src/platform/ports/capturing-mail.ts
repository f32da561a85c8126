import { MailPort } from './mail.port.ts';

/** Keeps every mail on the machine: the outbox's own row is all that is left of it. */
export class CapturingMail extends MailPort {
  readonly captures = true;

  async send(): Promise<void> {
    // the row is the mail
  }
}
