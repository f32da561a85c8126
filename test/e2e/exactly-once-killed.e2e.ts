import { Alarms } from '../../src/modules/deadlines/index.ts';
import { SurveyAlarms } from '../../src/modules/surveys/index.ts';
import { SurveyReminders } from '../../src/modules/surveys/reminding/survey-reminder.service.ts';
import { sql } from '../../src/platform/database/index.ts';
import { Relay } from '../../src/platform/facts/index.ts';
import { ReactionsProcessor } from '../../src/platform/facts/reactions.processor.ts';
import { Queues } from '../../src/platform/queue/index.ts';
import { DoomedWorkers } from '../support/doomed-workers.ts';
import { libraryLetter, pothole, signalTiming } from '../support/petition-bodies.ts';
import { acceptCase, closeCase } from '../support/reminders.ts';
import { createTestRedis, describeWithRedis, type TestRedis } from '../support/redis.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** A Monday morning. What is received then and counted in six working days is warned of on the next, when the offices open. */
const MONDAY = '2026-11-16T09:00:00+08:00';
/** A survey that is offered now is reminded of on Sunday. */
const THURSDAY = '2026-11-19T09:00:00+08:00';
/** A hazard of four hours that is received now is warned of two hours later. */
const EARLY = '2026-11-23T06:55:00+08:00';
const NEXT_MONDAY = '2026-11-23T09:00:00+08:00';

const backends: readonly {
  readonly name: string;
  readonly suite: jest.Describe;
  readonly start: () => Promise<TestRedis | null>;
}[] = [
  { name: 'PostgreSQL', suite: describe, start: async () => null },
  { name: 'Redis', suite: describeWithRedis, start: createTestRedis },
];

/** A city without a worker, in which every kind of work on reminders, surveys and letters waits for one. */
class WaitingCity {
  private people = 0;

  private constructor(
    readonly app: TestApp,
    readonly queue: { readonly redisUrl?: string },
    private readonly dropQueue: () => Promise<void>,
  ) {}

  static async start(redis: TestRedis | null): Promise<WaitingCity> {
    const queue = redis === null ? {} : { redisUrl: redis.url };
    const app = await startTestApp({ startsAt: MONDAY, worker: false, ...queue });
    return new WaitingCity(app, queue, async () => redis?.drop());
  }

  /** Of every kind of work one has been done already, so that the next kind waits as well. */
  async prepare(): Promise<void> {
    await this.open('days', signalTiming);
    const rungDays = await this.open('days, rung', { ...libraryLetter, channel: 'HOTLINE' });
    this.advanceTo(THURSDAY);
    for (const subject of ['asked', 'asked, reminded']) {
      const caseId = await this.closed(subject);
      await this.react(caseId, 'offer-surveys');
      await this.react(caseId, 'invite-to-survey');
    }
    this.advanceTo(EARLY);
    await this.open('hazard', pothole);
    const rungHazard = await this.open('hazard, rung', pothole);
    await this.closed('closed');
    await this.react(await this.closed('closed, offered'), 'offer-surveys');
    this.advanceTo(NEXT_MONDAY);
    for (const caseNo of [rungDays, rungHazard]) await this.ring(caseNo);
    const [survey] = await this.app.rows<{ id: string }>(sql`
      SELECT s.id FROM surveys s JOIN cases c ON c.id = s.case_id WHERE c.subject = 'asked, reminded'`);
    await this.app.app.get(SurveyReminders).remind(survey!.id);
  }

  /** What lies in the rows is in the queue. */
  async handOver(): Promise<void> {
    for (const sweep of [Relay, Alarms, SurveyAlarms]) await this.app.app.get<{ run(): Promise<number> }>(sweep).run();
  }

  async isDone(): Promise<boolean> {
    const now = this.app.clock.now();
    const [row] = await this.app.rows<{ left: number }>(sql`
      SELECT ((SELECT count(*) FROM fact_deliveries)
        + (SELECT count(*) FROM deadlines d WHERE d.next_ring_at <= ${now})
        + (SELECT count(*) FROM surveys s WHERE s.remind_at <= ${now})
        + (SELECT count(*) FROM digest_lines l WHERE l.send_at <= ${now})
        + (SELECT count(*) FROM messages m WHERE m.next_attempt_at <= ${now}))::integer AS left`);
    return row!.left === 0 && (await this.app.app.get(Queues).busy(['alarms', 'reactions', 'messages'])) === 0;
  }

  /** What came of each case, by its subject. */
  outcome(): Promise<object[]> {
    return this.app.rows(sql`
      SELECT c.subject,
        ARRAY(SELECT r.step FROM reminders r WHERE r.case_id = c.id ORDER BY r.step) AS reminders,
        ARRAY(SELECT m.template || ' ' || m.recipient || ' ' || m.attempts FROM messages m WHERE m.case_id = c.id ORDER BY 1) AS letters,
        ARRAY(SELECT s.closing || ' ' || (s.reminded_at IS NOT NULL) FROM surveys s WHERE s.case_id = c.id) AS surveys,
        ARRAY(SELECT f.type FROM facts f WHERE c.id IN (f.subject_id, (f.data ->> 'caseId')::uuid) ORDER BY f.type) AS facts
      FROM cases c
      UNION ALL
      SELECT 'digests', '{}', ARRAY_AGG(m.recipient || ' ' || m.attempts ORDER BY m.recipient), '{}', '{}'
      FROM messages m
      WHERE m.template = 'digest'
      ORDER BY 1`);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.dropQueue();
  }

  private advanceTo(instant: string): void {
    this.app.clock.advanceTo(new Date(instant));
  }

  private async open(subject: string, body: object): Promise<string> {
    const number = (this.people += 1);
    const petitioner = { name: '王小明', email: `${number}@example.org`, phone: `09120003${10 + number}` };
    const { caseNo } = (await (await this.app.as('operator')).post('/petitions', { ...body, subject, petitioner })).body.case;
    await acceptCase(this.app, caseNo as string);
    return caseNo as string;
  }

  private async closed(subject: string): Promise<string> {
    const caseNo = await this.open(subject, signalTiming);
    await closeCase(this.app, caseNo);
    const [row] = await this.app.rows<{ id: string }>(sql`SELECT c.id FROM cases c WHERE c.case_no = ${caseNo}`);
    return row!.id;
  }

  /** What a worker would do about one fact of a case. */
  private async react(caseId: string, reaction: string): Promise<void> {
    const [delivery] = await this.app.rows<{ factId: string }>(sql`
      SELECT d.fact_id AS "factId"
      FROM fact_deliveries d
      JOIN facts f ON f.id = d.fact_id
      WHERE d.reaction = ${reaction} AND ${caseId}::uuid IN (f.subject_id, (f.data ->> 'caseId')::uuid)`);
    await this.app.app.get(ReactionsProcessor).handle({ factId: delivery!.factId, reaction });
  }

  private async ring(caseNo: string): Promise<void> {
    const alarms = await this.app.rows<{ deadlineId: string; version: number }>(sql`
      SELECT d.id AS "deadlineId", d.version FROM deadlines d JOIN cases c ON c.id = d.case_id WHERE c.case_no = ${caseNo}`);
    await this.app.app.get(Alarms).ring(alarms);
  }
}

/** Every kind of work that is done about the cases. */
const WORK = [
  ...['post', 'relay', 'remind-of-survey', 'ring'],
  ...['acknowledge-petition', 'announce-dispatch', 'invite-to-survey', 'offer-surveys', 'remind-of-survey', 'send-reminders'].map(
    (reaction) => `react ${reaction}`,
  ),
  ...['react send-reply', 'react stop-clock'],
];

/** Letters with their addressees, and how often they were sent. */
const SOME = [
  { subject: 'closed', letters: ['acknowledgement 7', 'dispatched supervisor.ty-tra', 'reply 7', 'survey 7'] },
  {
    subject: 'hazard',
    reminders: ['EARLY_WARNING'],
    letters: ['acknowledgement 5', 'dispatched supervisor.ty-rmo', 'reminder dispatcher', 'reminder handler.ty-rmo'],
  },
  { subject: 'digests', letters: ['handler.ty-lib', 'handler.ty-tra'] },
].map(({ letters, ...about }) =>
  expect.objectContaining({ ...about, letters: letters.map((letter) => expect.stringMatching(`^${letter}@.* 1$`)) }),
);

for (const { name, suite, start } of backends) {
  suite(`with the queue on ${name}`, () => {
    const stops: (() => unknown)[] = [];

    afterEach(async () => {
      for (const stop of stops.splice(0).reverse()) await stop();
    });

    async function waitingCity(): Promise<WaitingCity> {
      const city = await WaitingCity.start(await start());
      stops.push(() => city.stop());
      await city.prepare();
      return city;
    }

    test('workers that are killed with -9 between any two steps leave every reminder, letter and survey once', async () => {
      const undisturbed = await waitingCity();
      const worker = await startTestApp({ beside: undisturbed.app, ...undisturbed.queue });
      await worker.drain();
      await worker.close();

      const city = await waitingCity();
      const workers = new DoomedWorkers(city.app, city.queue.redisUrl);
      stops.push(() => workers.stop());
      await workers.work(
        () => city.handOver(),
        () => city.isDone(),
      );
      const deaths = [...workers.deaths].map((step) => step.split(': ') as [string, string]);
      for (const work of WORK) {
        const steps = deaths.filter(([of]) => of === work).map(([, step]) => step);
        expect(steps).toEqual(expect.arrayContaining([expect.stringMatching(/^begin → /), expect.stringMatching(/ → COMMIT$/)]));
        expect(steps).toContain('COMMIT → end');
      }
      const outcome = await city.outcome();
      expect(outcome).toEqual(await undisturbed.outcome());
      expect(outcome).toEqual(expect.arrayContaining(SOME));
      expect(await city.app.app.get(Queues).countDead()).toBe(0);
    }, 300_000);
  });
}
