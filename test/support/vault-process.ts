import { sealedTables } from '../../src/app/sealed-tables.ts';
import type { Message } from '../../src/modules/notifications/domain/message.ts';
import { MessageRepository } from '../../src/modules/notifications/message.repository.ts';
import { SealedMessages } from '../../src/modules/notifications/index.ts';
import { SealedPetitioners } from '../../src/modules/petitions/index.ts';
import { createDataSource } from '../../src/platform/database/data-source.ts';
import { Database, sql, type Tx } from '../../src/platform/database/index.ts';
import { Facts, RelaySignal } from '../../src/platform/facts/index.ts';
import { IdempotencyKeys, SealedAnswers } from '../../src/platform/http/index.ts';
import { BlindIndex, KeyRing, type MasterKey, RotationWork, Vault, VaultRotations } from '../../src/platform/vault/index.ts';
import { StoredKeys } from '../../src/platform/vault/key-ring.ts';
import { KeyChange } from '../../src/platform/vault/rotation/key-change.service.ts';
import { LeftoverReadModel } from '../../src/platform/vault/rotation/leftover.read-model.ts';
import { Resealing } from '../../src/platform/vault/rotation/resealing.service.ts';
import { VaultRotationRepository } from '../../src/platform/vault/rotation/vault-rotation.repository.ts';
import { UnsealedRowRepository } from '../../src/platform/vault/unsealed-row.repository.ts';
import { VaultKeyRepository } from '../../src/platform/vault/vault-key.repository.ts';
import type { SetClock } from './set-clock.ts';
import { MASTER_KEY } from './vault-keys.ts';

/** What a process of the program knows of the vault, and does with it. It hears of other keys only when it is told to. */
export class VaultProcess {
  readonly ring: KeyRing;
  readonly vault: Vault;
  readonly index: BlindIndex;
  readonly rotations: VaultRotations;
  readonly work: RotationWork;
  readonly petitioners: SealedPetitioners;
  readonly messages: SealedMessages;
  readonly answers: IdempotencyKeys;

  private constructor(
    readonly database: Database,
    clock: SetClock,
    master: MasterKey,
    goodForMs: number,
  ) {
    const stored = new VaultKeyRepository();
    this.ring = new KeyRing(new StoredKeys(database, stored, master), goodForMs);
    this.vault = new Vault(this.ring);
    this.index = new BlindIndex(this.ring);
    const tables = { all: sealedTables(this.vault, this.index) };
    const keys = new KeyChange(stored, master, this.ring, new Facts(clock, new RelaySignal()), clock);
    const repository = new VaultRotationRepository();
    const resealing = new Resealing(tables, this.ring, new LeftoverReadModel(), new UnsealedRowRepository());
    this.rotations = new VaultRotations(database, repository, keys, tables);
    this.work = new RotationWork(database, repository, keys, resealing, clock);
    this.petitioners = new SealedPetitioners(this.vault, this.index);
    this.messages = new SealedMessages(this.vault, this.index);
    this.answers = new IdempotencyKeys(database, clock, new SealedAnswers(this.vault));
  }

  static async start(url: string, clock: SetClock, master = MASTER_KEY, goodForMs = Infinity): Promise<VaultProcess> {
    const database = new Database(await createDataSource({ url, pool: 4 }).initialize());
    const started = new VaultProcess(database, clock, master, goodForMs);
    await started.ring.refresh();
    return started;
  }

  stop(): Promise<void> {
    return this.database.onApplicationShutdown();
  }

  /** Somebody petitions. */
  petition(id: string, phone: string): Promise<void> {
    return this.database.transaction((tx) => this.petitionIn(tx, id, phone));
  }

  async petitionIn(tx: Tx, id: string, phone: string): Promise<void> {
    await tx.query(sql`
      INSERT INTO petitions (id, petition_no, lookup_hash, channel, subject, description, received_at, registered_at, point_doubtful,
        answers, anonymous, confidential, preferred_contact, language)
      VALUES (${id}, ${`P26-${id}`}, '', 'HOTLINE', 's', 'd', '2026-11-20T01:30:00Z', '2026-11-20T01:30:00Z', false, '{}', false, false,
        'SMS', 'zh-TW')`);
    const petitioner = { name: '林美', phone, email: null, address: null };
    await tx.query(this.petitioners.insert({ id, anonymous: false, sentFrom: null, petitioner }));
  }

  /** Whose petitions are found by a telephone number. */
  async petitionsBy(phone: string): Promise<string[]> {
    const rows = await this.index.ask(this.database, (digestsOf) =>
      this.database.query<{ id: string }>(sql`
        SELECT w.petition_id AS id FROM petitioners w WHERE w.phone_index = ANY(${digestsOf('phone', phone)}::bytea[])
        ORDER BY w.petition_id`),
    );
    return rows.map(({ id }) => id);
  }

  /** Who petitioned, as it is written there now. */
  async phoneOf(id: string): Promise<string | null> {
    const [row] = await this.database.query<{ sealed: Buffer }>(
      sql`SELECT w.sealed FROM petitioners w WHERE w.petition_id = ${id}`,
    );
    return (await this.petitioners.open({ petitionId: id, sealed: row!.sealed })).phone;
  }

  send(...messages: readonly Message[]): Promise<void> {
    return this.database.transaction((tx) => new MessageRepository(this.messages).insert(tx, messages));
  }
}
