import { Injectable, Logger } from '@nestjs/common';
import { Database, type Db } from '../database/index.ts';
import { MasterKey } from './master-key.ts';
import { VaultKeysOutOfDate } from './vault-errors.ts';
import type { KeyPurpose, VaultKey, WrappedKey } from './vault-key.ts';
import { VaultKeyRepository } from './vault-key.repository.ts';

/** Where the keys come from. */
export interface KeySource {
  /**
   * All that are not retired.
   *
   * @param known keys that need not be opened again, by their ids
   * @throws VaultKeysOutOfDate when one of them does not open here
   */
  load(db: Db | null, known: ReadonlyMap<number, Buffer>): Promise<readonly VaultKey[]>;
}

/** The keys of the vault, opened once per process: sealing waits for nobody. */
export class KeyRing {
  private byId: ReadonlyMap<number, Buffer> = new Map();
  private keys: readonly VaultKey[] = [];
  private asOfMs = -Infinity;
  private loading: Promise<void> | null = null;

  /** @param goodForMs after so long without having asked for the keys nothing is written by them */
  constructor(
    private readonly source: KeySource,
    private readonly goodForMs = Infinity,
  ) {}

  /** What is sealed now is sealed by this one. @throws VaultKeysOutOfDate */
  get dataKey(): VaultKey {
    return this.inUse('DATA');
  }

  /** By this one it may be found. @throws VaultKeysOutOfDate */
  get indexKey(): VaultKey {
    return this.inUse('INDEX');
  }

  /** By which things may be findable, the newest first. */
  get indexKeys(): readonly VaultKey[] {
    const found = this.keys.filter(({ purpose }) => purpose === 'INDEX').sort((a, b) => b.id - a.id);
    if (found.length === 0) throw new Error('the vault has no keys');
    return found;
  }

  find(id: number): Buffer | undefined {
    return this.byId.get(id);
  }

  hold(keys: readonly VaultKey[]): void {
    this.holdAsOf(keys, performance.now());
  }

  /** Learns of keys that another process made, and forgets those that are retired. Who asks meanwhile waits for the same answer. */
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

  private inUse(of: KeyPurpose): VaultKey {
    if (performance.now() - this.asOfMs > this.goodForMs) throw new VaultKeysOutOfDate();
    const found = this.keys.find(({ purpose, state }) => purpose === of && state === 'ACTIVE');
    if (!found) throw new Error('the vault has no keys');
    return found;
  }

  private async load(db: Db | null): Promise<void> {
    const asOfMs = performance.now(); // what is told was so at this moment at least
    this.holdAsOf(await this.source.load(db, this.byId), asOfMs);
  }

  /** Two answers may overtake each other. */
  private holdAsOf(keys: readonly VaultKey[], asOfMs: number): void {
    if (asOfMs < this.asOfMs) return;
    this.asOfMs = asOfMs;
    this.keys = keys;
    this.byId = new Map(keys.map(({ id, key }) => [id, key]));
  }
}

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
    return found.map((key) => {
      const { id, purpose, state } = key;
      return { id, purpose, state, key: known.get(id) ?? this.open(key) };
    });
  }

  /** @throws VaultKeysOutOfDate for what another master key wrapped: this process was started with one that has been changed since */
  private open({ id, purpose, wrapped, wrappedBy }: WrappedKey): Buffer {
    if (wrappedBy === this.master.fingerprint) return this.master.unwrap(wrapped, id, purpose);
    this.logger.error(`key ${id} was wrapped by another master key: start this process again with the new VAULT_KEY`);
    throw new VaultKeysOutOfDate();
  }
}
