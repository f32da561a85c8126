import { Injectable, Logger } from '@nestjs/common';
import { newId } from '../../../kernel/ids.ts';
import { errorCode } from '../../../kernel/startup-error.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Mailbox, MailboxAway, type OpenMailbox, type WaitingMail } from '../../../platform/mailbox/index.ts';
import { IncomingMailDesk } from './incoming-mail-desk.service.ts';
import { RelayMailboxRepository } from './relay-mailbox.repository.ts';

/** A file as large as a city takes one, as it is written in a mail, and as much again. Larger mails are for people. */
const MOST_BYTES = 50 * 1024 * 1024;

/** A look into a mailbox. */
interface Round {
  readonly id: string;
  readonly mailbox: string;
  readonly open: OpenMailbox;
}

/** Fetches what petitioners answer. A mail is marked when the database has it, not before: whoever dies in between finds it again. */
@Injectable()
export class IncomingMails {
  private readonly logger = new Logger('IncomingMails');

  constructor(
    private readonly database: Database,
    private readonly mailbox: Mailbox,
    private readonly mailboxes: RelayMailboxRepository,
    private readonly desk: IncomingMailDesk,
    private readonly clock: Clock,
  ) {}

  /** @returns how many mails were dealt with; none where there is no mailbox, or somebody else is at it */
  async run(): Promise<number> {
    const { name } = this.mailbox;
    if (name === null) return 0;
    const id = newId();
    if (!(await this.hold(name, id))) return 0;
    const { done, failure } = await this.lookInto(name, id);
    if (failure !== null) this.logger.warn(`the mailbox of the relay: ${failure}`);
    await this.database.transaction((tx) => this.mailboxes.release(tx, name, id, failure, this.clock.now()));
    return done;
  }

  private hold(name: string, round: string): Promise<boolean> {
    return this.database.transaction((tx) => this.mailboxes.hold(tx, name, round, this.clock.now()));
  }

  private async lookInto(mailbox: string, id: string): Promise<{ readonly done: number; readonly failure: string | null }> {
    let open: OpenMailbox | undefined;
    try {
      open = await this.mailbox.open();
      return await this.takeAll({ id, mailbox, open });
    } catch (error) {
      return { done: 0, failure: reasonOf(error) };
    } finally {
      await open?.close();
    }
  }

  /** One mail that cannot be taken now holds up no other. @throws MailboxAway */
  private async takeAll(round: Round): Promise<{ readonly done: number; readonly failure: string | null }> {
    let [done, failure]: [number, string | null] = [0, null];
    for (const mail of await round.open.waiting()) {
      if (!(await this.hold(round.mailbox, round.id))) break;
      try {
        await this.deal(round, mail);
        done += 1;
      } catch (error) {
        if (error instanceof MailboxAway) throw error;
        failure = `mail ${mail.uid}: ${reasonOf(error)}`;
      }
    }
    return { done, failure };
  }

  private async deal({ mailbox, open }: Round, { uid, bytes }: WaitingMail): Promise<void> {
    const place = { mailbox, uidValidity: open.uidValidity, uid };
    const known = await this.desk.find(place);
    if (known !== null) return open.mark(uid, known.forPeople);
    if (bytes > MOST_BYTES) return open.mark(uid, await this.desk.ignore(place, 'TOO_LARGE'));
    const source = await open.read(uid);
    if (source !== null) await open.mark(uid, await this.desk.receive(place, source));
  }
}

/** Codes and kinds, never words: those may be a petitioner's. */
const reasonOf = (error: unknown): string => {
  if (error instanceof MailboxAway) return error.reason;
  const code = errorCode(error);
  return /^[\w.-]{1,60}$/.test(code) ? code : (error as Error).name;
};
