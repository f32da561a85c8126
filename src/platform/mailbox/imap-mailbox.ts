import type { ImapFlow } from 'imapflow';
import type { MailboxAccess } from '../config/index.ts';
import { Mailbox, MailboxAway, type OpenMailbox, type WaitingMail } from './mailbox.port.ts';

/** Bytes that a server that means harm may send at once. */
const LIMITS = { maxLiteralSize: 64 * 1024 * 1024, maxResponseSize: 80 * 1024 * 1024, maxLineLength: 8 * 1024 * 1024 };
/** How long a server may be silent. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 };

/** What the library tells of a failure. */
interface ImapError {
  readonly code?: unknown;
  readonly serverResponseCode?: unknown;
  readonly authenticationFailed?: unknown;
}

/** A mailbox on a server of IMAP4rev1 (RFC 3501). The library is loaded with the first look into it: a start does not wait for it. */
export class ImapMailbox extends Mailbox {
  readonly name: string;

  constructor(private readonly access: MailboxAccess) {
    super();
    const { user, host, folder } = access;
    this.name = `${user}@${host}/${folder}`;
  }

  async open(): Promise<OpenMailbox> {
    const { ImapFlow } = await import('imapflow');
    const { host, port, secure, user, password: pass, folder } = this.access;
    const client = new ImapFlow({
      ...{ host, port, secure, auth: { user, pass }, ...TIMEOUTS, ...LIMITS },
      ...(!secure && { doSTARTTLS: false }), // on this machine alone
      ...{ logger: false, disableAutoIdle: true },
    });
    client.on('error', () => undefined); // whoever waits for an answer is told
    try {
      await client.connect();
      const { uidValidity } = await client.mailboxOpen(folder);
      return new OpenImapMailbox(client, String(uidValidity));
    } catch (error) {
      client.close();
      throw toAway(error as ImapError);
    }
  }
}

class OpenImapMailbox implements OpenMailbox {
  constructor(
    private readonly client: ImapFlow,
    readonly uidValidity: string,
  ) {}

  waiting(): Promise<WaitingMail[]> {
    return asking(async () => {
      const uids = await this.client.search({ seen: false }, { uid: true });
      if (!uids) throw new MailboxAway('SEARCH refused');
      if (uids.length === 0) return [];
      const found = await this.client.fetchAll(uids, { uid: true, size: true }, { uid: true });
      return found.map(({ uid, size }) => ({ uid, bytes: size ?? 0 })).sort((a, b) => a.uid - b.uid);
    });
  }

  read(uid: number): Promise<Buffer | null> {
    return asking(async () => {
      const found = await this.client.fetchOne(String(uid), { source: true }, { uid: true });
      return found ? (found.source ?? null) : null;
    });
  }

  mark(uid: number, forPeople: boolean): Promise<void> {
    return asking(async () => {
      const flags = forPeople ? ['\\Seen', '\\Flagged'] : ['\\Seen'];
      const marked = await this.client.messageFlagsAdd(String(uid), flags, { uid: true });
      if (!marked) throw new MailboxAway('STORE refused');
    });
  }

  async close(): Promise<void> {
    await this.client.logout().catch(() => undefined);
    this.client.close();
  }
}

async function asking<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof MailboxAway ? error : toAway(error as ImapError);
  }
}

/** Codes alone: what a server says may repeat whatever it was sent. */
function toAway({ authenticationFailed, serverResponseCode, code }: ImapError): MailboxAway {
  if (authenticationFailed === true) return new MailboxAway('AUTHENTICATIONFAILED');
  const told = [serverResponseCode, code].find((each) => typeof each === 'string' && /^[\w-]{1,60}$/.test(each));
  return new MailboxAway((told as string | undefined) ?? 'unknown');
}
