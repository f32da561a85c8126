/** A mail that nobody has read. */
export interface WaitingMail {
  /** Its number in the mailbox, growing. */
  readonly uid: number;
  readonly bytes: number;
}

/** A mailbox while somebody looks into it. */
export interface OpenMailbox {
  /** Another one means that numbers of mails begin anew (RFC 9051 §2.3.1.1). */
  readonly uidValidity: string;
  /** What nobody has read, the oldest first. */
  waiting(): Promise<WaitingMail[]>;
  /** The mail as it was sent, without marking it; null when somebody took it away. @throws MailboxAway */
  read(uid: number): Promise<Buffer | null>;
  /** Marks it as read, and as one that a person should see. @throws MailboxAway */
  mark(uid: number, forPeople: boolean): Promise<void>;
  close(): Promise<void>;
}

/** The mailbox cannot be looked into. The reason holds no password and no words of a server. */
export class MailboxAway extends Error {
  override readonly name = 'MailboxAway';

  constructor(readonly reason: string) {
    super(`the mailbox cannot be looked into: ${reason}`);
  }
}

/** The mailbox in which answers arrive. The mail server is not ours, so it is behind a port. */
export abstract class Mailbox {
  /** Without its password; null: there is none. */
  abstract readonly name: string | null;

  /** @throws MailboxAway */
  abstract open(): Promise<OpenMailbox>;
}

/** The city has none. */
export class NoMailbox extends Mailbox {
  readonly name = null;

  async open(): Promise<OpenMailbox> {
    throw new MailboxAway('there is none');
  }
}
