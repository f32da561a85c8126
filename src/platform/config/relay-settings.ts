import { StartupError } from '../../kernel/startup-error.ts';
import { isThisMachine } from './setting-checks.ts';

/** Where the answers of petitioners arrive. */
export interface MailboxAccess {
  readonly host: string;
  readonly port: number;
  /** Whether TLS is spoken from the first byte. */
  readonly secure: boolean;
  readonly user: string;
  readonly password: string;
  readonly folder: string;
}

const PORTS: Readonly<Record<string, number>> = { 'imaps:': 993, 'imap:': 143 };
const FOLDER = 'INBOX';

/**
 * The mailbox behind `RELAY_ADDRESS`. The address is never repeated, for it holds a password.
 *
 * @param relayAddress null: petitioners have no address to answer to, and there is nothing to fetch
 * @throws StartupError
 */
export function mailboxAccess(name: string, text: string | null, relayAddress: string | null): MailboxAccess | null {
  if (text === null) return null;
  const url = closedUrl(name, text);
  const { protocol, hostname, port } = url;
  const [user, password, folder] = [url.username, url.password, url.pathname.slice(1)].map((part) => decoded(name, part));
  if (!user || !password) {
    throw new StartupError(
      `${name} must hold a user and a password: imaps://user:password@host/INBOX, with %40 for an @ in them.`,
    );
  }
  if (relayAddress === null) throw new StartupError(`${name} needs RELAY_ADDRESS, the address whose mails it fetches.`);
  return {
    host: hostname.replaceAll(/^\[|\]$/g, ''),
    port: port === '' ? PORTS[protocol]! : Number(port),
    secure: protocol === 'imaps:',
    user,
    password,
    folder: folder || FOLDER,
  };
}

/** A password goes nowhere in the clear. @throws StartupError */
function closedUrl(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !(url.protocol in PORTS) || url.hostname === '') {
    throw new StartupError(`${name} must be an address that begins with imaps://.`);
  }
  if (url.protocol === 'imap:' && !isThisMachine(url.hostname)) {
    throw new StartupError(`${name} must begin with imaps://, unless the mail server runs on this machine.`);
  }
  return url;
}

/** @throws StartupError */
function decoded(name: string, part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new StartupError(`${name} holds a % that stands for nothing: write %25 for it.`);
  }
}
