import { Test, type TestingModule } from '@nestjs/testing';
import { newId } from '../../../kernel/ids.ts';
import { type City, ConfigModule, readSettings } from '../../../platform/config/index.ts';
import { Database, DatabaseModule, sql } from '../../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../../platform/facts/index.ts';
import { QueueModule, Queues } from '../../../platform/queue/index.ts';
import { addCase, addPetition } from '../../../../test/support/case-rows.ts';
import { SetClock } from '../../../../test/support/set-clock.ts';
import { ASK_EVERYBODY } from '../../../../test/support/survey-policy.ts';
import { createTestDatabase } from '../../../../test/support/test-database.ts';
import { expiryOf } from '../domain/survey.ts';
import { SurveyRepository } from '../survey.repository.ts';
import { SurveyAlarmRepository } from './survey-alarm.repository.ts';
import { SurveyAlarms } from './survey-alarm.service.ts';
import { SurveyReminders } from './survey-reminder.service.ts';

const OFFERED = new Date('2026-11-23T06:00:00.000Z');
const REMIND = new Date('2026-11-26T06:00:00.000Z');
const clock = new SetClock(OFFERED);
const facts = new Facts(clock, new RelaySignal());
let database: Database;
let drop: () => Promise<void>;
let reminders: SurveyReminders;
let alarms: SurveyAlarms;
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
  const repository = new SurveyAlarmRepository();
  reminders = new SurveyReminders(database, repository, facts, clock);
  alarms = new SurveyAlarms(database, repository, reminders, modules.get(Queues), clock);
});

beforeEach(async () => {
  clock.at = REMIND;
  await database.query(sql`UPDATE surveys SET remind_at = NULL`);
});

afterAll(async () => {
  await modules.close();
  await drop();
});

async function waiting(): Promise<string> {
  const petition = await addPetition(database);
  const { id: caseId } = await addCase(database, [petition], { status: 'CLOSED', closings: 1, closedAt: OFFERED });
  const id = newId();
  const survey = {
    id,
    caseId,
    petitionId: petition.id,
    closing: 1,
    offeredAt: OFFERED,
    expiresAt: expiryOf(OFFERED, ASK_EVERYBODY),
  };
  await database.transaction((tx) => new SurveyRepository().insert(tx, [{ ...survey, remindAt: REMIND }]));
  return id;
}

const remindedOf = async (id: string): Promise<{ facts: string[]; remindAt: Date | null; remindedAt: Date | null }> => {
  const [row] = await database.query<{ remindAt: Date | null; remindedAt: Date | null }>(sql`
    SELECT s.remind_at AS "remindAt", s.reminded_at AS "remindedAt" FROM surveys s WHERE s.id = ${id}`);
  return { ...row!, facts: (await facts.about(database, id)).map(({ type }) => type) };
};

test('however often an alarm is delivered, also at the same moment, the survey is reminded of once', async () => {
  const id = await waiting();
  await Promise.all(Array.from({ length: 4 }, () => reminders.remind(id)));
  await reminders.remind(id);
  expect(await remindedOf(id)).toEqual({ facts: ['survey.reminded'], remindAt: null, remindedAt: REMIND });
});

test('an alarm that is early leaves the reminder for its time', async () => {
  const id = await waiting();
  clock.at = new Date(REMIND.getTime() - 1);
  await reminders.remind(id);
  expect(await remindedOf(id)).toEqual({ facts: [], remindAt: REMIND, remindedAt: null });
});

test.each([
  ['was answered', (id: string) => sql`UPDATE surveys SET answered_at = ${OFFERED} WHERE id = ${id}`],
  [
    'asks about a case that is open again',
    (id: string) => sql`UPDATE cases SET status = 'IN_PROGRESS' WHERE id = (SELECT s.case_id FROM surveys s WHERE s.id = ${id})`,
  ],
])('a survey that %s is not reminded of, now or later', async (_, change) => {
  const id = await waiting();
  await database.query(change(id));
  await reminders.remind(id);
  expect(await remindedOf(id)).toEqual({ facts: [], remindAt: null, remindedAt: null });
});

test('an alarm of a survey that is not there does nothing', async () => {
  await expect(reminders.remind(newId())).resolves.toBeUndefined();
});

test('what is due is handed to the queue once by two workers, and again when the queue must have lost it', async () => {
  await Promise.all([waiting(), waiting(), waiting()]);
  expect((await Promise.all([alarms.run(), alarms.run()])).reduce((a, b) => a + b)).toBe(3);
  clock.forward(59_000);
  expect(await alarms.run()).toBe(0);
  clock.forward(2_000);
  expect(await alarms.run()).toBe(3);
});

test('nothing is handed over before its time, and the next time is known', async () => {
  await waiting();
  clock.at = new Date(REMIND.getTime() - 1);
  expect([await alarms.run(), await alarms.next()]).toEqual([0, REMIND]);
});

test('without the queue what is due rings, and then nothing is left to ring', async () => {
  const id = await waiting();
  expect(await alarms.ringDue()).toBe(1);
  expect(await remindedOf(id)).toMatchObject({ facts: ['survey.reminded'] });
  expect([await alarms.ringDue(), await alarms.next()]).toEqual([0, null]);
});
