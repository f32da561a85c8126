import { spawnSync } from 'node:child_process';

/** The user a server runs as; empty for the user of this process. */
export interface ServiceAccount {
  readonly uid?: number;
  readonly gid?: number;
}

/** Created when root has no better user to give the server to. */
const OWN_USER = 'paian-postgres';

/**
 * PostgreSQL refuses to run as root, so root hands it to another user: the owner of an existing data folder, else `postgres`, else
 * a system user created for the purpose, else `nobody` (a read-only /etc). Anybody else runs it as himself.
 */
export function serviceAccount(dataOwner: { uid: number; gid: number } | undefined, log: (line: string) => void): ServiceAccount {
  if (process.getuid?.() !== 0) return {};
  if (dataOwner !== undefined && dataOwner.uid !== 0) return { uid: dataOwner.uid, gid: dataOwner.gid };
  return lookUp('postgres') ?? lookUp(OWN_USER) ?? createOwnUser() ?? fallBack(log);
}

function lookUp(user: string): ServiceAccount | undefined {
  const uid = idOf('-u', user);
  const gid = idOf('-g', user);
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

function idOf(flag: '-u' | '-g', user: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, user], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

function createOwnUser(): ServiceAccount | undefined {
  const flags = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  spawnSync('useradd', [...flags, OWN_USER], { stdio: 'ignore' });
  return lookUp(OWN_USER);
}

function fallBack(log: (line: string) => void): ServiceAccount {
  log('No system user could be created for PostgreSQL; it runs as "nobody".');
  return lookUp('nobody') ?? { uid: 65_534, gid: 65_534 };
}
