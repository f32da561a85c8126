import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, chownSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';

const START_MS = 10_000;
const POLL_MS = 30;

/** A mailbox's name and password; the password is of letters that an address has to escape. */
export const MAILBOX = { user: 'relay', password: 'un/locked:9@home' };

/** Ends the server when the pipe to us is closed, which the system does however we end. */
const GUARD = '"$0" "$@" & read -r _; kill $!; wait';

/** A mail as it lies in the mailbox. */
export interface StoredMail {
  readonly uid: number;
  readonly flags: readonly string[];
}

/** Dovecot on the loopback address, with one mailbox, for one test file. */
export class ImapServer {
  private child: ChildProcess | null = null;

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  /** @throws Error when there is no Dovecot, or it does not answer */
  static async start(): Promise<ImapServer> {
    const folder = mkdtempSync(join(tmpdir(), 'paian-imap-'));
    const server = new ImapServer(folder, await freePort());
    writeFileSync(join(folder, 'dovecot.conf'), configuration(folder, server.port));
    for (const name of ['run', 'state', 'mail']) mkdirSync(join(folder, name));
    if (IS_ROOT) for (const path of [folder, join(folder, 'mail')]) chownSync(path, MAIL_USER, MAIL_USER);
    await server.resume();
    return server;
  }

  get url(): string {
    return this.urlAt(this.port);
  }

  /** The same mailbox through another port of this machine. */
  urlAt(port: number): string {
    return `imap://${MAILBOX.user}:${encodeURIComponent(MAILBOX.password)}@127.0.0.1:${port}/INBOX`;
  }

  /** Starts it, again after `pause`. */
  async resume(): Promise<void> {
    const args = ['-F', '-c', join(this.folder, 'dovecot.conf')];
    this.child = spawn('/bin/sh', ['-c', GUARD, programPath(), ...args], { stdio: ['pipe', 'ignore', 'inherit'] });
    for (let waited = 0; waited < START_MS; waited += POLL_MS) {
      if (await this.answers()) return;
      await sleep(POLL_MS);
    }
    throw new Error('Dovecot does not start');
  }

  /** Stops it; the mails stay. */
  async pause(): Promise<void> {
    const { child } = this;
    if (child === null || child.exitCode !== null) return;
    const end = new Promise((resolve) => child.once('exit', resolve));
    child.stdin!.end();
    await end;
  }

  async stop(): Promise<void> {
    await this.pause();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  /** Puts a mail into the mailbox, as a mail server that delivers it. @returns its UID */
  async deliver(mail: string | Buffer): Promise<number> {
    return this.with(async (client) => {
      const appended = await client.append('INBOX', mail);
      if (appended === false) throw new Error('the mail was not taken');
      return appended.uid!;
    });
  }

  /** What lies in the mailbox, the oldest first. */
  async mails(): Promise<StoredMail[]> {
    return this.with(async (client) => {
      const lock = await client.getMailboxLock('INBOX');
      try {
        const found = await client.fetchAll('1:*', { uid: true, flags: true });
        return found.map(({ uid, flags }) => ({ uid, flags: [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort() }));
      } finally {
        lock.release();
      }
    });
  }

  private async with<Result>(work: (client: ImapFlow) => Promise<Result>): Promise<Result> {
    const client = this.client();
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.logout();
    }
  }

  private async answers(): Promise<boolean> {
    const client = this.client();
    try {
      await client.connect();
      await client.logout();
      return true;
    } catch {
      return false;
    }
  }

  private client(): ImapFlow {
    const { user, password: pass } = MAILBOX;
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: this.port,
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass },
      logger: false,
    });
    client.on('error', () => undefined);
    return client;
  }
}

const IS_ROOT = process.getuid?.() === 0;
/** Dovecot opens no mailbox as root. Run by root it works for this user: any that is not 0 will do. */
const MAIL_USER = 65_534;

/** @throws Error that says what to install */
function programPath(): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const found = folders.map((folder) => join(folder, 'dovecot')).find(isExecutable);
  if (found === undefined) throw new Error('There is no Dovecot: "apt-get install dovecot-imapd", or what your system calls it.');
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** All of it lies in one folder; nobody's rights are changed, so that it runs as whoever runs the tests. */
function configuration(folder: string, port: number): string {
  const me = userInfo().username;
  const users = IS_ROOT
    ? ''
    : `default_internal_user = ${me}\ndefault_login_user = ${me}\ndefault_internal_group = ${gidName()}\n`;
  const owner = IS_ROOT ? MAIL_USER : process.getuid!();
  const group = IS_ROOT ? MAIL_USER : process.getgid!();
  return `${users}
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = /dev/null
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${folder}/mail
mail_uid = ${owner}
mail_gid = ${group}
passdb {
  driver = static
  args = password=${MAILBOX.password}
}
userdb {
  driver = static
  args = uid=${owner} gid=${group} home=${folder}/mail
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service stats {
  chroot =
}
`;
}

const gidName = (): string => execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
