import { SealedMessages } from '../../src/modules/notifications/index.ts';
import type { MessageContent, SealedMessage } from '../../src/modules/notifications/sealed-messages.repository.ts';
import { SealedPetitioners } from '../../src/modules/petitions/index.ts';
import type { Database, Sql } from '../../src/platform/database/index.ts';
import { SealedAnswers } from '../../src/platform/http/index.ts';
import { BlindIndex, KeyRing, Vault, VaultModule } from '../../src/platform/vault/index.ts';
import { KEYS, MASTER_KEY } from './vault-keys.ts';

/** The vault of the test databases, for tests that put a service together by themselves. */
const ring = new KeyRing({ load: () => Promise.resolve(KEYS) });
ring.hold(KEYS);

export const vault = new Vault(ring);
export const blindIndex = new BlindIndex(ring);
export const sealedPetitioners = new SealedPetitioners(vault, blindIndex);
export const sealedMessages = new SealedMessages(vault, blindIndex);
export const sealedAnswers = new SealedAnswers(vault);

/** For tests that let Nest do it. */
export const vaultModule = (): ReturnType<typeof VaultModule.openedBy> => VaultModule.openedBy(MASTER_KEY);

/** Messages that a statement found, `SELECT m.id, m.sealed, …`, with what they say. */
export async function messagesOf<Row>(db: Pick<Database, 'query'>, statement: Sql): Promise<(Row & MessageContent)[]> {
  const rows = await db.query<Row & SealedMessage>(statement);
  return (await sealedMessages.openAll(rows)) as (Row & MessageContent)[];
}
