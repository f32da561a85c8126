import { Alarms, Bells } from '../../src/modules/deadlines/index.ts';
import { TimerBell } from '../../src/modules/deadlines/timers/timer-bell.service.ts';
import { ReopenAlarms, SurveyAlarms } from '../../src/modules/surveys/index.ts';
import { SurveyReminders } from '../../src/modules/surveys/reminding/survey-reminder.service.ts';
import { ReopenBell } from '../../src/modules/surveys/reopening/reopen-bell.service.ts';
import { type Sql, sql } from '../../src/platform/database/index.ts';
import { Relay } from '../../src/platform/facts/index.ts';
import { ReactionsProcessor } from '../../src/platform/facts/reactions.processor.ts';
import { Queues } from '../../src/platform/queue/index.ts';
import { describeOnBothQueues, type TestQueue } from '../support/both-queues.ts';
import { DoomedWorkers } from '../support/doomed-workers.ts';
import { libraryLetter, pothole, signalTiming } from '../support/petition-bodies.ts';
import { acceptCase, closeCase } from '../support/reminders.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { messagesOf } from '../support/vault.ts';

/** A Monday morning. What is received then and counted in six working days is warned of on the next, when the offices open. */
const MONDAY = '2026-11-16T09:00:00+08:00';
/** A survey that is offered now is reminded of on Sunday; what is given back or not fixed now waits too long for a decision on Friday. */
const THURSDAY = '2026-11-19T09:00:00+08:00';
/** A hazard of four hours that is received now is warned of two hours later. */
const EARLY = '2026-11-23T06:55:00+08:00';
const NEXT_MONDAY = '2026-11-23T09:00:00+08:00';

/** A message, and the subject of its case; `digests` when it is about many. */
interface Letter {
  readonly about: string;
  readonly template: string;
  readonly recipient: string;
  readonly attempts: number;
}

const writtenAbout = (subject: string, letters: readonly Letter[]): string[] =>
  letters
    .filter(({ about }) => about === subject)
    .map(({ template, recipient, attempts }) => `${template === 'digest' ? '' : `${template} `}${recipient} ${attempts}`)
    .sort();

/** A city without a worker, in which every kind of work on reminders, surveys and letters waits for one. */
class WaitingCity {
  private people = 0;

  private constructor(
    readonly app: TestApp,
    readonly queue: TestQueue,
  ) {}

  static async start(queue: TestQueue): Promise<WaitingCity> {
    return new WaitingCity(await startTestApp({ startsAt: MONDAY, worker: false, redisUrl: queue.redisUrl }), queue);
  }

  /** Of every kind of work one has been done already, so that the next kind waits as well. */
  async prepare(): Promise<void> {
    await this.open('days', signalTiming);
    const rungDays = await this.open('days, rung', { ...libraryLetter, channel: 'HOTLINE' });
    this.advanceTo(THURSDAY);
    for (const subject of ['asked', 'asked, reminded']) await this.asked(subject);
    await this.givenBack('given back, rung');
    for (const subject of ['not fixed', 'not fixed, rung']) await this.notFixed(subject);
    this.advanceTo(EARLY);
    await this.open('hazard', pothole);
    const rungHazard = await this.open('hazard, rung', pothole);
    await this.closed('closed');
    await this.react(await this.closed('closed, offered'), 'offer-surveys');
    this.advanceTo(NEXT_MONDAY);
    for (const caseNo of [rungDays, rungHazard]) await this.ring(caseNo);
    await this.app.app.get(SurveyReminders).remind(await this.idIn(sql`surveys`, 'asked, reminded'));
    await this.app.app.get(TimerBell).ring(await this.idIn(sql`case_timers`, 'given back, rung'));
    await this.app.app.get(ReopenBell).ring(await this.idIn(sql`reopen_requests`, 'not fixed, rung'));
  }

  /** What lies in the rows is in the queue. */
  async handOver(): Promise<void> {
    for (const sweep of [Relay, Bells, SurveyAlarms, ReopenAlarms])
      await this.app.app.get<{ run(): Promise<number> }>(sweep).run();
  }

  async isDone(): Promise<boolean> {
    const now = this.app.clock.now();
    const [row] = await this.app.rows<{ left: number }>(sql`
      SELECT ((SELECT count(*) FROM fact_deliveries)
        + (SELECT count(*) FROM deadlines d WHERE d.next_ring_at <= ${now})
        + (SELECT count(*) FROM case_timers t WHERE t.rung_at IS NULL AND t.cancelled_at IS NULL AND t.ring_at <= ${now})
        + (SELECT count(*) FROM surveys s WHERE s.remind_at <= ${now})
        + (SELECT count(*) FROM reopen_requests r WHERE r.ring_at <= ${now})
        + (SELECT count(*) FROM digest_lines l WHERE l.send_at <= ${now})
        + (SELECT count(*) FROM messages m WHERE m.next_attempt_at <= ${now}))::integer AS left`);
    return row!.left === 0 && (await this.app.app.get(Queues).busy(['alarms', 'reactions', 'messages'])) === 0;
  }

  /** What came of each case, by its subject. */
  async outcome(): Promise<object[]> {
    const letters = await messagesOf<Letter>(
      this.app.database,
      sql`
      SELECT m.id, m.sealed, CASE WHEN m.template = 'digest' THEN 'digests' ELSE c.subject END AS about, m.template, m.attempts
      FROM messages m
      LEFT JOIN cases c ON c.id = m.case_id`,
    );
    const cases = await this.app.rows<{ subject: string }>(sql`
      SELECT c.subject,
        ARRAY(SELECT r.step FROM reminders r WHERE r.case_id = c.id ORDER BY r.step) AS reminders,
        ARRAY(SELECT s.closing || ' ' || (s.reminded_at IS NOT NULL) FROM surveys s WHERE s.case_id = c.id) AS surveys,
        ARRAY(SELECT f.type FROM facts f WHERE c.id IN (f.subject_id, (f.data ->> 'caseId')::uuid) ORDER BY f.type) AS facts
      FROM cases c
      UNION ALL
      SELECT 'digests', '{}', '{}', '{}'
      ORDER BY 1`);
    return cases.map((row) => ({ ...row, letters: writtenAbout(row.subject, letters) }));
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.queue.drop();
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
    return this.idOf(caseNo);
  }

  private async idOf(caseNo: string): Promise<string> {
    const [row] = await this.app.rows<{ id: string }>(sql`SELECT c.id FROM cases c WHERE c.case_no = ${caseNo}`);
    return row!.id;
  }

  /** @returns the id of the case */
  private async asked(subject: string): Promise<string> {
    const caseId = await this.closed(subject);
    await this.react(caseId, 'offer-surveys');
    await this.react(caseId, 'invite-to-survey');
    return caseId;
  }

  /** Rings twice: when half of the time to decide is over, and when all of it is. */
  private async givenBack(subject: string): Promise<void> {
    const caseNo = await this.open(subject, signalTiming);
    const handler = await this.app.as('handler.ty-tra');
    expect((await handler.post(`/cases/${caseNo}/return`, { reason: '非本局權責' })).status).toBe(200);
    await this.react(await this.idOf(caseNo), 'time-return');
  }

  private async notFixed(subject: string): Promise<void> {
    const caseId = await this.asked(subject);
    const found = sql`SELECT m.id, m.sealed FROM messages m WHERE m.case_id = ${caseId} AND m.template = 'survey'`;
    const [letter] = await messagesOf(this.app.database, found);
    const survey = `/public/surveys/${letter!.links[0]!.href.split('/').at(-1)!}`;
    expect((await this.app.citizen.post(survey, { overall: 1 })).status).toBe(201);
    expect((await this.app.citizen.post(`${survey}/reopen-request`, { reason: '沒有改' })).status).toBe(201);
  }

  /** One of the rows about a case. */
  private async idIn(table: Sql, subject: string): Promise<string> {
    const [row] = await this.app.rows<{ id: string }>(sql`
      SELECT x.id FROM ${table} x JOIN cases c ON c.id = x.case_id WHERE c.subject = ${subject}`);
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
  ...['post', 'relay', 'remind-of-survey', 'ring', 'ring-reopening', 'ring-timer'],
  ...[
    ...[
      'acknowledge-petition',
      'announce-dispatch',
      'announce-return',
      'call-for-decision',
      'call-for-review',
      'invite-to-survey',
    ],
    ...[
      'offer-surveys',
      'remind-of-request',
      'remind-of-survey',
      'remind-of-timer',
      'send-reminders',
      'send-reply',
      'stop-clock',
    ],
  ].map((reaction) => `react ${reaction}`),
];

/** Letters with their addressees, and how often they were sent. */
const SOME = [
  { subject: 'closed', letters: ['acknowledgement 10', 'dispatched supervisor.ty-tra', 'reply 10', 'survey 10'] },
  {
    subject: 'hazard',
    reminders: ['EARLY_WARNING'],
    letters: ['acknowledgement 8', 'dispatched supervisor.ty-rmo', 'reminder dispatcher', 'reminder handler.ty-rmo'],
  },
  {
    subject: 'given back, rung',
    letters: [
      ...['acknowledgement 5', 'dispatched supervisor.ty-tra', 'returned dispatcher', 'returned supervisor.ty-tra'],
      ...['undecided dispatcher', 'undecided dispatcher', 'undecided supervisor.ty-tra', 'undecided supervisor.ty-tra'],
    ],
  },
  {
    subject: 'not fixed',
    letters: [
      ...['acknowledgement 6', 'dispatched supervisor.ty-tra'],
      ...['reopening-requested city', 'reopening-undecided city', 'reopening-undecided dispatcher'],
      ...['reply 6', 'review city', 'survey 6'],
    ],
  },
  { subject: 'digests', letters: ['handler.ty-lib', 'handler.ty-tra'] },
].map(({ letters, ...about }) =>
  expect.objectContaining({ ...about, letters: letters.map((letter) => expect.stringMatching(`^${letter}@.* 1$`)) }),
);

describeOnBothQueues('workers', (openQueue) => {
  const stops: (() => unknown)[] = [];

  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  async function waitingCity(): Promise<WaitingCity> {
    const city = await WaitingCity.start(await openQueue());
    stops.push(() => city.stop());
    await city.prepare();
    return city;
  }

  test('that are killed with -9 between any two steps leave every reminder, letter and survey once', async () => {
    const undisturbed = await waitingCity();
    const worker = await startTestApp({ beside: undisturbed.app, redisUrl: undisturbed.queue.redisUrl });
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
  }, 600_000); // some fifteen workers are started, which takes as long as the machine is busy
});
