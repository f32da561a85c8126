import { Logger } from '@nestjs/common';
import { type ActorRef, CITIZEN } from '../../src/kernel/actor.ts';
import type { Fact } from '../../src/kernel/fact.ts';
import { newId } from '../../src/kernel/ids.ts';
import { ChainEnds } from '../../src/platform/audit/chain-end.repository.ts';
import { ChainReadModel } from '../../src/platform/audit/chain.read-model.ts';
import { ChainRepository } from '../../src/platform/audit/chain.repository.ts';
import { Sealer } from '../../src/platform/audit/sealer.service.ts';
import { type Verification, Verifier } from '../../src/platform/audit/verifier.service.ts';
import { type Clock, CityTime } from '../../src/platform/clock/index.ts';
import type { City } from '../../src/platform/config/index.ts';
import { createDataSource } from '../../src/platform/database/data-source.ts';
import { Database, type Sql, sql } from '../../src/platform/database/index.ts';
import { Facts, RelaySignal } from '../../src/platform/facts/index.ts';
import { createTestDatabase } from './test-database.ts';

export const LIN: ActorRef = { kind: 'STAFF', id: newId(), name: '林小姐', onBehalfOf: { id: newId(), name: '王科長' } };

export const WANG: ActorRef = { kind: 'STAFF', id: newId(), name: '王科長' };

export const lit = (id: string, lamps: number): Fact => ({
  type: 'lamp.lit',
  subject: { kind: 'case', id },
  data: { lamps, text: '路燈 "七"' },
});

export type SealedRecord = Awaited<ReturnType<typeof openSealedRecord>>;

/** A record in a database of its own, in the hands of its owner. */
export async function openSealedRecord(clock: Clock) {
  Logger.overrideLogger(false);
  const copy = await createTestDatabase();
  const database = new Database(await createDataSource({ url: copy.ownerUrl, pool: 6 }).initialize());
  const facts = new Facts(clock, new RelaySignal());
  const sealer = new Sealer(
    database,
    new ChainRepository(),
    new ChainEnds(),
    new CityTime(clock, { timeZone: 'Asia/Taipei' } as City),
  );
  const verifier = new Verifier(database, new ChainReadModel());
  return {
    database,
    facts,
    sealer,
    verifier,
    /** Records facts of one subject, each in a transaction of its own. */
    record: async (id: string, count: number): Promise<void> => {
      for (let lamps = 1; lamps <= count; lamps += 1)
        await database.transaction((tx) => facts.record(tx, lamps % 2 ? LIN : CITIZEN, [lit(id, lamps)]));
    },
    /** What somebody does who owns the database and means harm: the triggers are switched off. */
    tamper: (...statements: readonly Sql[]): Promise<void> =>
      database.transaction(async (tx) => {
        await tx.query(sql`SET LOCAL session_replication_role = replica`);
        for (const statement of statements) await tx.query(statement);
      }),
    seqOf: async (id: string, position: number): Promise<string> =>
      (await database.query<{ seq: string }>(sql`SELECT f.seq FROM facts f WHERE f.subject_id = ${id} ORDER BY f.seq`))[
        position - 1
      ]!.seq,
    sealed: async (): Promise<Verification> => {
      while ((await sealer.run()) > 0);
      return verifier.verify();
    },
    close: async (): Promise<void> => {
      await database.onApplicationShutdown();
      await copy.drop();
    },
  };
}
