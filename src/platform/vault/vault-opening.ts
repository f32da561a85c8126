import { randomBytes } from 'node:crypto';
import { SYSTEM } from '../../kernel/actor.ts';
import { inBatches } from '../../kernel/batches.ts';
import type { Clock } from '../clock/index.ts';
import type { Database, Tx } from '../database/index.ts';
import { type Fact, Facts, RelaySignal } from '../facts/index.ts';
import { KEY_BYTES } from './cipher.ts';
import { KeyRing, StoredKeys } from './key-ring.ts';
import type { MasterKey } from './master-key.ts';
import type { TakenOverTable } from './sealed-table.ts';
import type { Unlocked } from './unlock.ts';
import { UnsealedRowRepository } from './unsealed-row.repository.ts';
import type { KeyPurpose } from './vault-key.ts';
import { VaultKeyRepository } from './vault-key.repository.ts';

const BATCH = 500;

/** The subject of what happens to the vault as a whole. */
const THE_VAULT = '00000000-0000-4000-8000-000000000002';

/** Another master key opens the vault now. */
export type VaultMasterKeyChanged = Fact<'vault.master_key_changed', { readonly keys: number }>;

const masterKeyChanged = (keys: number): VaultMasterKeyChanged => ({
  type: 'vault.master_key_changed',
  subject: { kind: 'vault', id: THE_VAULT },
  data: { keys },
});

/** Makes the vault ready in a database whose tables are up to date. Any number of processes may do it at once. */
export class VaultOpening {
  private readonly stored = new VaultKeyRepository();
  private readonly unsealed = new UnsealedRowRepository();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the first keys, or puts those that the previous master key wrapped under the new one.
   *
   * @returns the keys, opened
   */
  async keys({ master, previous }: Unlocked): Promise<KeyRing> {
    await this.database.transaction(async (tx) => {
      await this.stored.lock(tx);
      const keys = await this.stored.list(tx);
      if (keys.length === 0) await this.makeFirst(tx, master);
      const others = keys.filter(({ wrappedBy }) => wrappedBy !== master.fingerprint);
      for (const { id, purpose, wrapped } of others) {
        const key = previous!.unwrap(wrapped, id, purpose); // it was tried
        await this.stored.rewrap(tx, id, master.wrap(key, id, purpose), master.fingerprint);
      }
      if (others.length > 0) await new Facts(this.clock, new RelaySignal()).record(tx, SYSTEM, [masterKeyChanged(others.length)]);
    });
    const ring = new KeyRing(new StoredKeys(this.database, this.stored, master));
    await ring.refresh();
    return ring;
  }

  /** Seals what an older version wrote in the clear. Killed in the middle it goes on at the next start; nothing is served before. */
  async sealPlain(tables: readonly TakenOverTable[]): Promise<number> {
    if (await this.unsealed.isEmpty(this.database)) return 0;
    let sealed = 0;
    for (const table of tables) {
      sealed += await inBatches(BATCH, () => this.database.transaction((tx) => this.sealBatch(tx, table)));
    }
    await this.database.transaction((tx) => this.wipe(tx));
    return sealed;
  }

  private async sealBatch(tx: Tx, table: TakenOverTable): Promise<number> {
    await this.stored.lock(tx);
    const rows = await this.unsealed.take<object>(tx, table.table, BATCH);
    if (rows.length > 0) await table.takeOver(tx, rows);
    return rows.length;
  }

  private async wipe(tx: Tx): Promise<void> {
    await this.stored.lock(tx);
    if (await this.unsealed.isEmpty(tx)) await this.unsealed.wipe(tx);
  }

  private async makeFirst(tx: Tx, master: MasterKey): Promise<void> {
    const purposes: readonly KeyPurpose[] = ['DATA', 'INDEX'];
    for (const [i, purpose] of purposes.entries()) {
      const id = i + 1;
      const wrapped = master.wrap(randomBytes(KEY_BYTES), id, purpose);
      await this.stored.insert(tx, { id, purpose, state: 'ACTIVE', wrapped, wrappedBy: master.fingerprint }, this.clock.now());
    }
  }
}
