import { Logger } from '@nestjs/common';
import { SetClock } from '../../../test/support/set-clock.ts';
import { asOwner } from '../../../test/support/test-app.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { CityTime } from '../clock/index.ts';
import type { City } from '../config/index.ts';
import { createDataSource } from '../database/data-source.ts';
import { Database, type Sql, sql } from '../database/index.ts';
import { Facts, RelaySignal } from '../facts/index.ts';
import { ChainReadModel } from './chain.read-model.ts';
import { ChainEnds } from './chain-end.repository.ts';
import { ChainRepository } from './chain.repository.ts';
import { RecordCheckRepository } from './record-check.repository.ts';
import { RecordChecks } from './record-checks.service.ts';
import { Sealer } from './sealer.service.ts';
import { Verifier } from './verifier.service.ts';

const MORNING = new Date('2026-11-20T09:00:00+08:00');
const DAY_MS = 86_400_000;

const clock = new SetClock(MORNING);
const facts = new Facts(clock, new RelaySignal());
const time = new CityTime(clock, { timeZone: 'Asia/Taipei' } as City);
const one = newId();
const other = newId();
let copy: TestDatabase;
let database: Database;
let sealer: Sealer;
let checks: RecordChecks;

beforeEach(async () => {
  clock.at = MORNING;
  copy = await createTestDatabase();
  database = new Database(await createDataSource({ url: copy.url, pool: 4 }).initialize());
  sealer = new Sealer(database, new ChainRepository(), new ChainEnds(), time);
  checks = new RecordChecks(database, new RecordCheckRepository(), new ChainReadModel(), new ChainRepository(), time);
  Logger.overrideLogger(false);
});

afterEach(async () => {
  await database.onApplicationShutdown();
  await copy.drop();
});

/** So many facts of each of two subjects, sealed, and anchored on the next day. */
async function happen(count: number): Promise<void> {
  const lit = [one, other].flatMap((id) =>
    Array.from({ length: count }, (_, i) => ({ type: 'lamp.lit', subject: { kind: 'case' as const, id }, data: { lamps: i } })),
  );
  await database.transaction((tx) => facts.record(tx, SYSTEM, lit));
  while ((await sealer.run()) > 0);
}

/** Everything that is to be done on a day. @returns how many links were looked at */
async function aDay(): Promise<number> {
  let looked = 0;
  for (;;) {
    const more = await checks.run();
    if (more === 0) return looked;
    looked += more;
  }
}

const found = (): Promise<{ day: string; kind: string; done: string; breaks: number; firstBreak: string | null }[]> =>
  database.query(sql`
    SELECT k.day, k.kind, k.done_no AS done, k.breaks, k.first_break AS "firstBreak" FROM record_checks k ORDER BY k.day, k.kind DESC`);

/** From the day after on, until a week is over. */
async function aWeek(): Promise<void> {
  for (let day = 0; day < 7; day += 1) {
    clock.forward(DAY_MS);
    await sealer.run();
    await aDay();
  }
}

const firstBreaks = async (): Promise<string[]> => (await found()).flatMap(({ firstBreak }) => firstBreak ?? []);

test('what is new is looked at on the day, once, and everything again in rounds of eight days', async () => {
  await happen(700);
  expect(await aDay()).toBe(1_400);
  expect(await aDay()).toBe(0);
  clock.forward(DAY_MS);
  await happen(5);
  expect(await aDay()).toBe(10 + 200); // a seventh of what was there
  expect(await found()).toEqual([
    { day: '2026-11-20', kind: 'NEW', done: '1400', breaks: 0, firstBreak: null },
    { day: '2026-11-21', kind: 'NEW', done: '1410', breaks: 0, firstBreak: null },
    { day: '2026-11-21', kind: 'AGAIN', done: '200', breaks: 0, firstBreak: null },
  ]);
  await aWeek();
  expect(await firstBreaks()).toEqual([]);
  expect((await found()).filter(({ kind }) => kind === 'AGAIN').map(({ done }) => Number(done))).toEqual([
    200, 402, 604, 806, 1008, 1210, 1410, 202,
  ]);
});

test('where nothing happened yet there is nothing to look at', async () => {
  expect(await aDay()).toBe(0);
  expect(await found()).toEqual([]);
});

test('of processes that look at once one does', async () => {
  await happen(20);
  const looked = await Promise.all([checks.run(), checks.run(), checks.run()]);
  expect(looked.reduce((sum, links) => sum + links, 0)).toBe(40);
  expect(await found()).toHaveLength(1);
});

describe('within two rounds it finds', () => {
  const seqOf = (position: number): Sql =>
    sql`(SELECT l.seq FROM fact_links l WHERE l.subject_id = ${one} AND l.position = ${position})`;

  test.each<[string, Sql[], RegExp]>([
    [
      'a changed fact',
      [sql`UPDATE facts SET data = '{"lamps": 99}' WHERE seq = ${seqOf(2)}`],
      /^link 2: fact 2 of case .* is not what was sealed$/,
    ],
    ['a removed fact', [sql`DELETE FROM facts WHERE seq = ${seqOf(2)}`], /^link 2: fact 2 of .* was removed$/],
    [
      'a fact that was removed with its link',
      [sql`DELETE FROM facts WHERE seq = ${seqOf(2)}`, sql`DELETE FROM fact_links WHERE subject_id = ${one} AND position = 2`],
      /^the links from 2 to 2 were removed$/,
    ],
    [
      'the end of the record cut off',
      [sql`DELETE FROM facts WHERE seq > 4`, sql`DELETE FROM fact_links WHERE no > 4`],
      /^the links from 5 to \d+ were removed$/,
    ],
    ['a changed anchor', [sql`UPDATE anchors SET head = '\\xab'`], /^the anchor of 2026-11-20 does not hold$/],
    [
      'a fact that the program did not record',
      [
        sql`INSERT INTO facts (id, type, subject_kind, subject_id, at, actor_kind, actor_name, data, public)
          VALUES (${newId()}, 'lamp.lit', 'case', ${one}, ${MORNING}, 'SYSTEM', 'system', '{}', false)`,
      ],
      /^fact \d+ was put in by somebody else than the program$/,
    ],
  ])('%s', async (_, statements, reason) => {
    await happen(6);
    await aDay();
    await aWeek();
    expect(await firstBreaks()).toEqual([]);
    await asOwner(copy, ...statements);
    await aWeek();
    const texts = await firstBreaks();
    expect(texts.some((text) => reason.test(text)) ? reason : texts).toBe(reason);
    expect((await new Verifier(database, new ChainReadModel()).verify()).breaks).toBeGreaterThan(0);
  });

  test('a fact that vanished before it was sealed, the same day', async () => {
    await happen(2);
    await database.transaction((tx) =>
      facts.record(tx, SYSTEM, [{ type: 'lamp.lit', subject: { kind: 'case', id: one }, data: {} }]),
    );
    await asOwner(copy, sql`DELETE FROM facts WHERE NOT EXISTS (SELECT FROM fact_links l WHERE l.fact_id = facts.id)`);
    await aDay();
    expect(await firstBreaks()).toEqual([expect.stringMatching(/^fact \d+ was removed before it was sealed$/)]);
  });
});
