import { SYSTEM } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { sql } from '../../src/platform/database/index.ts';
import type { MasterKey, VaultRotation } from '../../src/platform/vault/index.ts';
import { EVERYBODY_HEARD_MS } from '../../src/platform/vault/vault-key.ts';
import { SetClock } from './set-clock.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { VaultProcess } from './vault-process.ts';

export const MORNING = new Date('2026-11-20T09:00:00+08:00');
/** How long the transactions of other tests may take. */
export const OTHERS_MS = 20_000;
const A_WHILE_MS = 2_000;

/** The keys that seal: of every test database, and the one that takes its place. */
export const OLD = 1;
export const NEW = 3;

/** A city with two processes, whose keys are changed by the hands of the test and by its clock. */
export class VaultCity {
  readonly clock = new SetClock(MORNING);
  private readonly started: VaultProcess[] = [];

  private constructor(private readonly copy: TestDatabase) {}

  static async found(): Promise<VaultCity> {
    const city = new VaultCity(await createTestDatabase());
    await city.start();
    await city.start();
    return city;
  }

  async start(master?: MasterKey): Promise<VaultProcess> {
    const process = await VaultProcess.start(this.copy.url, this.clock, master);
    this.started.push(process);
    return process;
  }

  async end(): Promise<void> {
    for (const process of this.started) await process.stop();
    await this.copy.drop();
  }

  get one(): VaultProcess {
    return this.started[0]!;
  }

  get other(): VaultProcess {
    return this.started[1]!;
  }

  /** As many petitions, with the numbers of as many people. */
  async petitions(count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, newId);
    await this.one.database.transaction(async (tx) => {
      for (const [i, id] of ids.entries()) await this.one.petitionIn(tx, id, `0912${String(i).padStart(6, '0')}`);
    });
    return ids;
  }

  now(id: string): Promise<VaultRotation> {
    return this.one.rotations.get(id);
  }

  /** Lets everybody have heard of what was decided; whether they ask for the keys is theirs. */
  pass(): void {
    this.clock.forward(EVERYBODY_HEARD_MS);
  }

  /** Asks for new keys, lets everybody hear of them, and lets them come into use. */
  async begun(): Promise<VaultRotation> {
    const rotation = await this.one.rotations.ask(SYSTEM);
    this.pass();
    for (const process of this.started) await process.ring.refresh();
    await this.one.work.step();
    return this.now(rotation.id);
  }

  /** Lets it go on until it can end. It waits for transactions in the whole server, and other tests have some. */
  async ended(id: string, by = this.one, withinMs = OTHERS_MS): Promise<VaultRotation> {
    const end = performance.now() + withinMs;
    for (let i = 0; i < 5 || performance.now() < end; i += 1) {
      await by.work.run();
      this.pass();
      if ((await this.now(id)).state === 'DONE') break;
    }
    return this.now(id);
  }

  /** Lets it go on for a while, where something keeps it from ending. */
  tried(id: string): Promise<VaultRotation> {
    return this.ended(id, this.one, A_WHILE_MS);
  }

  /** By which keys what lies there is sealed, and how often. */
  async keysInUse(): Promise<Record<number, number>> {
    const rows = await this.one.database.query<{ key: number; n: number }>(sql`
      SELECT ('x' || encode(substring(s.sealed FROM 2 FOR 4), 'hex'))::bit(32)::integer AS key, count(*)::integer AS n
      FROM (
        SELECT w.sealed FROM petitioners w
        UNION ALL SELECT m.sealed FROM messages m
        UNION ALL SELECT k.sealed FROM idempotency_keys k
      ) s
      GROUP BY 1`);
    return Object.fromEntries(rows.map(({ key, n }) => [key, n]));
  }

  keysKept(): Promise<object[]> {
    return this.one.database.query(sql`SELECT k.id, k.state, k.wrapped IS NULL AS gone FROM vault_keys k ORDER BY k.id`);
  }
}
