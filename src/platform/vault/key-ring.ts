import { Injectable, Logger } from '@nestjs/common';
import { Database, type Db } from '../database/index.ts';
import { MasterKey } from './master-key.ts';
import type { KeyPurpose, VaultKey, WrappedKey } from './vault-key.ts';
import { VaultKeyRepository } from './vault-key.repository.ts';

/** Where the keys come from. */
export interface KeySource {
  /** @param known keys that need not be opened again, by their ids */
  load(db: Db | null, known: ReadonlyMap<number, Buffer>): Promise<readonly VaultKey[]>;
}

/** The keys of the vault, opened once per process: sealing waits for nobody. */
export class KeyRing {
  private byId: ReadonlyMap<number, Buffer> = new Map();
  private data: VaultKey | null = null;
  private index: readonly VaultKey[] = [];
  private loading: Promise<void> | null = null;

  constructor(private readonly source: KeySource) {}

  /** What is sealed now is sealed by this one. */
  get dataKey(): VaultKey {
    if (!this.data) throw new Error('the vault has no keys');
    return this.data;
  }

  /** By which things may be findable, the one that is used now first. */
  get indexKeys(): readonly VaultKey[] {
    if (this.index.length === 0) throw new Error('the vault has no keys');
    return this.index;
  }

  find(id: number): Buffer | undefined {
    return this.byId.get(id);
  }

  hold(keys: readonly VaultKey[]): void {
    this.byId = new Map(keys.map(({ id, key }) => [id, key]));
    this.data = inUse(keys, 'DATA')[0] ?? null;
    this.index = inUse(keys, 'INDEX');
  }

  /** Learns of keys that another process made. Who asks meanwhile waits for the same answer. */
  refresh(): Promise<void> {
    return (this.loading ??= this.load(null).finally(() => (this.loading = null)));
  }

  /** Whether by the keys held everything can be found that `db` shows; learns of the others. */
  async isCurrent(db: Db): Promise<boolean> {
    const before = idsOf(this.indexKeys);
    await this.load(db);
    const held = new Set(before);
    return idsOf(this.indexKeys).every((id) => held.has(id));
  }

  private async load(db: Db | null): Promise<void> {
    this.hold(await this.source.load(db, this.byId));
  }
}

/** The newest first: the one that is used, or the one before it while that cannot be opened here. */
const inUse = (keys: readonly VaultKey[], of: KeyPurpose): VaultKey[] =>
  keys.filter(({ purpose, state }) => purpose === of && state !== 'RETIRED').sort((a, b) => b.id - a.id);

const idsOf = (keys: readonly VaultKey[]): number[] => keys.map(({ id }) => id);

/** The keys in the database, opened by the master key. */
@Injectable()
export class StoredKeys implements KeySource {
  private readonly logger = new Logger('Vault');

  constructor(
    private readonly database: Database,
    private readonly stored: VaultKeyRepository,
    private readonly master: MasterKey,
  ) {}

  async load(db: Db | null, known: ReadonlyMap<number, Buffer>): Promise<readonly VaultKey[]> {
    const found = await this.stored.list(db ?? this.database);
    return found.flatMap(({ wrapped: _, wrappedBy: __, ...key }, i) => {
      const opened = known.get(key.id) ?? this.open(found[i]!);
      return opened ? [{ ...key, key: opened }] : [];
    });
  }

  /** @returns null for what another master key wrapped: this process was started with one that has been changed since */
  private open({ id, purpose, wrapped, wrappedBy }: WrappedKey): Buffer | null {
    if (wrappedBy === this.master.fingerprint) return this.master.unwrap(wrapped, id, purpose);
    this.logger.error(`key ${id} was wrapped by another master key: start this process again with the new VAULT_KEY`);
    return null;
  }
}
