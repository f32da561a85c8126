import { Test, type TestingModule } from '@nestjs/testing';
import { newId } from '../../../kernel/ids.ts';
import { type City, ConfigModule, readSettings } from '../../../platform/config/index.ts';
import { Database, DatabaseModule, sql } from '../../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../../platform/facts/index.ts';
import { QueueModule, Queues } from '../../../platform/queue/index.ts';
import { addCase, addPetition, addSurvey } from '../../../../test/support/case-rows.ts';
import { SetClock } from '../../../../test/support/set-clock.ts';
import { createTestDatabase } from '../../../../test/support/test-database.ts';
import { ReopenAlarmRepository } from './reopen-alarm.repository.ts';
import { ReopenAlarms } from './reopen-alarm.service.ts';
import { ReopenBell } from './reopen-bell.service.ts';
import { ReopenRequestRepository } from './reopen-request.repository.ts';

const ASKED = new Date('2026-11-16T01:00:00.000Z');
const HALF = new Date('2026-11-17T01:00:00.000Z');
const DUE = new Date('2026-11-18T09:30:00.000Z');
const clock = new SetClock(ASKED);
const facts = new Facts(clock, new RelaySignal());
const requests = new ReopenRequestRepository();
let database: Database;
let drop: () => Promise<void>;
let bell: ReopenBell;
let alarms: ReopenAlarms;
let modules: TestingModule;

beforeAll(async () => {
  const copy = await createTestDatabase();
  modules = await Test.createTestingModule({
    imports: [
      ConfigModule.of(readSettings({}), {} as City),
      DatabaseModule.connect({ url: copy.url, pool: 4 }),
      QueueModule.connect({ databaseUrl: copy.url }),
    ],
  }).compile();
  database = modules.get(Database);
  drop = copy.drop;
  const repository = new ReopenAlarmRepository();
  bell = new ReopenBell(database, repository, facts, clock);
  alarms = new ReopenAlarms(database, repository, bell, modules.get(Queues), clock);
});

beforeEach(async () => {
  clock.at = HALF;
  await database.query(sql`DELETE FROM reopen_requests`);
});

afterAll(async () => {
  await modules.close();
  await drop();
});

interface Waiting {
  readonly id: string;
  readonly surveyId: string;
}

async function waiting(): Promise<Waiting> {
  const petition = await addPetition(database);
  const { id: caseId } = await addCase(database, [petition], { status: 'CLOSED', closings: 1, closedAt: ASKED });
  const surveyId = await addSurvey(database, { caseId, petitionId: petition.id, expiresAt: DUE });
  const id = newId();
  const request = {
    ...{ id, surveyId, petitionId: petition.id, caseId, closing: 1, reason: '還是有洞', requestedAt: ASKED, dueAt: DUE },
    ...({ state: 'OPEN', decidedAt: null, decidedBy: null, note: null } as const),
  };
  await database.transaction((tx) => requests.insert(tx, request, { ringAt: HALF, step: 'HALF' }));
  return { id, surveyId };
}

const stepsOf = async ({ surveyId }: Waiting): Promise<unknown[]> =>
  (await facts.about(database, surveyId)).map(({ data }) => (data as { step: string }).step);

test('however often an alarm is delivered, also at the same moment, each step rings once', async () => {
  const request = await waiting();
  await Promise.all(Array.from({ length: 4 }, () => bell.ring(request.id)));
  await bell.ring(request.id);
  expect(await stepsOf(request)).toEqual(['HALF']);
  expect(await alarms.next()).toEqual(DUE);
  clock.at = DUE;
  await Promise.all(Array.from({ length: 4 }, () => bell.ring(request.id)));
  expect(await stepsOf(request)).toEqual(['HALF', 'OVER']);
  expect(await alarms.next()).toBeNull();
});

test('what is due is handed to the queue once by two workers, and again when the queue must have lost it', async () => {
  await Promise.all([waiting(), waiting(), waiting()]);
  clock.at = new Date(HALF.getTime() - 1);
  expect(await alarms.run()).toBe(0);
  clock.at = HALF;
  expect((await Promise.all([alarms.run(), alarms.run()])).reduce((a, b) => a + b)).toBe(3);
  clock.forward(59_000);
  expect(await alarms.run()).toBe(0);
  clock.forward(2_000);
  expect(await alarms.run()).toBe(3);
});

test('the second step is handed over at its time, however lately the first one was', async () => {
  const request = await waiting();
  clock.at = new Date(DUE.getTime() - 1_000);
  expect(await alarms.run()).toBe(1);
  await bell.ring(request.id);
  clock.at = DUE;
  expect(await alarms.run()).toBe(1);
});

test('without the queue what is due rings', async () => {
  const request = await waiting();
  expect(await alarms.ringDue()).toBe(1);
  expect(await stepsOf(request)).toEqual(['HALF']);
  expect(await alarms.ringDue()).toBe(0);
});

test('what was decided does not ring, nor does what is not there', async () => {
  const request = await waiting();
  await database.transaction(async (tx) => {
    const locked = await requests.lock(tx, request.id, { all: true });
    await requests.saveDecision(tx, { ...locked, state: 'REJECTED', decidedAt: HALF, decidedBy: newId(), note: 'x' });
  });
  await bell.ring(request.id);
  await bell.ring(newId());
  expect(await stepsOf(request)).toEqual([]);
  expect(await alarms.run()).toBe(0);
});
