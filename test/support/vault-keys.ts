import { createHash } from 'node:crypto';
import { MasterKey } from '../../src/platform/vault/master-key.ts';
import type { KeyPurpose } from '../../src/platform/vault/vault-key.ts';

/** Random enough, and the same in every run. Nothing here may import an ES-only package: `global-setup.ts` uses it. */
const bytesOf = (name: string): Buffer => createHash('sha256').update(`test key ${name}`).digest();

/** As it stands in the environment of a program that a test starts on a test database. */
export const VAULT_KEY = bytesOf('master').toString('base64');

export const MASTER_KEY = new MasterKey(bytesOf('master'));

const PURPOSES: readonly KeyPurpose[] = ['DATA', 'INDEX'];

/** The keys in the vault of every test database. */
export const KEYS = PURPOSES.map((purpose, i) => ({ id: i + 1, purpose, state: 'ACTIVE' as const, key: bytesOf(purpose) }));

/** What puts them there. */
export const insertKeys = (): string => {
  const rows = KEYS.map(({ id, purpose, state, key }) => {
    const wrapped = MASTER_KEY.wrap(key, id, purpose).toString('hex');
    return `(${id}, '${purpose}', '${state}', '\\x${wrapped}', '${MASTER_KEY.fingerprint}', '2026-01-01T00:00:00Z')`;
  });
  return `INSERT INTO vault_keys (id, purpose, state, wrapped, wrapped_by, created_at) VALUES ${rows.join(', ')}`;
};
