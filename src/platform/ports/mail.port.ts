/** One mail to one address. Plain text: a citizen's mail program must not have to trust ours. */
export interface Mail {
  /** Random; becomes the Message-ID, so that a copy sent twice is recognisable as one mail. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Where whoever got it answers to; null: to the sender. */
  readonly replyTo: string | null;
}

/** Where mails go. The mail server is not ours, so it is behind a port. */
export abstract class MailPort {
  /** Whether mails stay on this machine, to be read in the outbox. */
  abstract readonly captures: boolean;

  /** Returns when the next server has taken the mail over. @throws NotSent */
  abstract send(mail: Mail): Promise<void>;
}
