import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Test, type TestingModule } from '@nestjs/testing';
import { isWaitedFor } from '../../../test/support/lock-waits.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { until } from '../../../test/support/until.ts';
import { type ActorRef, CITIZEN } from '../../kernel/actor.ts';
import type { Fact } from '../../kernel/fact.ts';
import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../database/data-source.ts';
import { Database, sql, type Tx } from '../database/index.ts';
import type { Stored } from './fact.ts';
import { Facts } from './facts.ts';
import { On, type Reaction } from './reaction.ts';
import { ReactionsProcessor } from './reactions.processor.ts';
import { RelaySignal } from './relay-signal.ts';

type LampRepaired = Fact<'lamp.repaired', { readonly lamps: number }>;

const seen: Stored<LampRepaired>[] = [];
let failures = 0;
let meanwhile: (tx: Tx) => Promise<unknown> = async () => undefined;

/** Writes a letter for every repaired lamp; fails as often as it is told to, when the letter is written already. */
@On<LampRepaired>('lamp.repaired')
@Injectable()
export class TellTheCaller implements Reaction<LampRepaired> {
  async react(tx: Tx, fact: Stored<LampRepaired>): Promise<void> {
    seen.push(fact);
    await tx.query(sql`INSERT INTO letters (reader, fact_id) VALUES ('caller', ${fact.id})`);
    await meanwhile(tx);
    if (failures > 0) {
      failures -= 1;
      throw new Error('the printer is out of paper');
    }
  }
}

@On<LampRepaired>('lamp.repaired')
@Injectable()
export class TellTheMayor implements Reaction<LampRepaired> {
  async react(tx: Tx, { id }: Stored<LampRepaired>): Promise<void> {
    await tx.query(sql`INSERT INTO letters (reader, fact_id) VALUES ('mayor', ${id})`);
  }
}

const NOW = new Date('2026-11-20T09:30:00.123+08:00');
const facts = new Facts(new SetClock(NOW), new RelaySignal());
let copy: TestDatabase;
let database: Database;
let program: TestingModule;
let processor: ReactionsProcessor;

/** A lamp is repaired. @returns the id of the fact */
async function repair(actor: ActorRef = CITIZEN): Promise<string> {
  const caseId = newId();
  const fact: LampRepaired = { type: 'lamp.repaired', subject: { kind: 'case', id: caseId }, data: { lamps: 3 } };
  await database.transaction((tx) => facts.record(tx, actor, [fact]));
  return (await facts.about(database, caseId))[0]!.id;
}

const deliver = (factId: string, reaction = 'tell-the-caller'): Promise<void> => processor.handle({ factId, reaction });

const letters = async (factId: string): Promise<string[]> =>
  (
    await database.query<{ reader: string }>(sql`SELECT l.reader FROM letters l WHERE l.fact_id = ${factId} ORDER BY l.reader`)
  ).map(({ reader }) => reader);

const waiting = async (factId: string): Promise<string[]> =>
  (
    await database.query<{ reaction: string }>(sql`
      SELECT d.reaction FROM fact_deliveries d WHERE d.fact_id = ${factId} ORDER BY d.reaction`)
  ).map(({ reaction }) => reaction);

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new Database(await createDataSource({ url: copy.ownerUrl, pool: 8 }).initialize());
  await database.transaction((tx) => tx.query(sql`CREATE TABLE letters (reader text NOT NULL, fact_id uuid NOT NULL)`));
  program = await Test.createTestingModule({ providers: [TellTheCaller, TellTheMayor] }).compile();
  processor = new ReactionsProcessor(database, program.get(ModuleRef));
});

beforeEach(() => {
  seen.length = 0;
  failures = 0;
  meanwhile = async () => undefined;
});

afterAll(async () => {
  await program.close();
  await database.onApplicationShutdown();
  await copy.drop();
});

test('a reaction sees the fact as it was recorded', async () => {
  const lin: ActorRef = { kind: 'STAFF', id: newId(), name: '林小姐' };
  const id = await repair(lin);
  await deliver(id);
  expect(seen).toEqual([
    { id, type: 'lamp.repaired', subject: { kind: 'case', id: expect.any(String) }, data: { lamps: 3 }, at: NOW, actor: lin },
  ]);
});

test('a delivery is gone when its reaction has taken effect; that of another reaction is not', async () => {
  const id = await repair();
  await deliver(id);
  expect(await letters(id)).toEqual(['caller']);
  expect(await waiting(id)).toEqual(['tell-the-mayor']);
});

test('a reaction that fails leaves nothing, is tried again, and then takes effect once', async () => {
  const id = await repair();
  failures = 2;
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    await expect(deliver(id)).rejects.toThrow('out of paper');
    expect(await letters(id)).toEqual([]);
    expect(await waiting(id)).toContain('tell-the-caller');
  }
  await deliver(id);
  expect(await letters(id)).toEqual(['caller']);
});

test('a fact that is delivered twice takes effect once', async () => {
  const id = await repair();
  await deliver(id);
  await deliver(id);
  expect(await letters(id)).toEqual(['caller']);
  expect(seen).toHaveLength(1);
});

test('a fact that is delivered to many workers at once takes effect once', async () => {
  const id = await repair();
  await Promise.all(Array.from({ length: 6 }, () => deliver(id)));
  expect(await letters(id)).toEqual(['caller']);
});

test('a second worker that comes while the first one is at it takes over when the first one fails', async () => {
  const id = await repair();
  failures = 1;
  let second: Promise<void> | undefined;
  meanwhile = async (tx) => {
    meanwhile = async () => undefined;
    second = deliver(id);
    await until(() => isWaitedFor(tx));
  };
  await expect(deliver(id)).rejects.toThrow('out of paper');
  await second;
  expect(await letters(id)).toEqual(['caller']);
});

test('a reaction that this program does not know is an error, and its delivery stays', async () => {
  const id = await repair();
  await database.transaction((tx) =>
    tx.query(sql`INSERT INTO fact_deliveries (fact_id, reaction) VALUES (${id}, 'tell-the-press')`),
  );
  await expect(deliver(id, 'tell-the-press')).rejects.toThrow('no reaction is called tell-the-press');
  expect(await waiting(id)).toContain('tell-the-press');
});

test('a job whose fact is not there changes nothing', async () => {
  const id = newId();
  await deliver(id);
  expect(await letters(id)).toEqual([]);
});
