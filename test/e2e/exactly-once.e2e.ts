import { Redis } from 'ioredis';
import { dayOf } from '../../src/kernel/civil-date.ts';
import { Alarms, Replannings } from '../../src/modules/deadlines/index.ts';
import { RING } from '../../src/modules/deadlines/alarm.jobs.ts';
import { SurveyAlarms } from '../../src/modules/surveys/index.ts';
import { REMIND_OF_SURVEY } from '../../src/modules/surveys/reminding/survey-alarm.jobs.ts';
import { sql } from '../../src/platform/database/index.ts';
import { REACT } from '../../src/platform/facts/reactions.jobs.ts';
import { Queues } from '../../src/platform/queue/index.ts';
import { describeOnBothQueues, type TestQueue } from '../support/both-queues.ts';
import { libraryLetter, pothole, roadHog, signalTiming } from '../support/petition-bodies.ts';
import { newKey, startTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { messagesOf } from '../support/vault.ts';

/** A Monday morning. */
const MORNING = '2026-11-16T09:00:00+08:00';
/** For what the queue does when nobody helps it, by the machine's clock. */
const PATIENCE_MS = 60_000;

jest.setTimeout(2 * PATIENCE_MS); // two processes share the machine with whatever else is tested

describeOnBothQueues('two processes at once', (openQueue) => {
  let queue: TestQueue;
  let first: TestApp;
  let second: TestApp;

  beforeAll(async () => {
    queue = await openQueue();
    first = await startTestApp({ startsAt: MORNING, redisUrl: queue.redisUrl });
    second = await startTestApp({ beside: first, redisUrl: queue.redisUrl });
  });

  afterAll(async () => {
    await second.close();
    await first.close();
    await queue.drop();
  });

  const both = <T>(work: (city: TestApp) => Promise<T>): Promise<T[]> => Promise.all([first, second].map(work));
  const later = (minutes: number): void => first.clock.advanceTo(new Date(first.clock.now().getTime() + minutes * 60_000));

  /** Petitions through both processes at once. @returns the numbers of their cases */
  async function open(body: object, times: number): Promise<string[]> {
    const operators = await both((city) => city.as('operator'));
    const answers = await Promise.all(Array.from({ length: times }, (_, i) => operators[i % 2]!.post('/petitions', body)));
    return answers.map((answer) => answer.body.case.caseNo as string);
  }

  /** The agency of the potholes accepts them: nobody is called for them any more. */
  async function accepted(cases: Promise<string[]>): Promise<string[]> {
    const handler = await first.as('handler.ty-rmo');
    const caseNos = await cases;
    for (const caseNo of caseNos) expect((await handler.post(`/cases/${caseNo}/accept`)).status).toBe(200);
    return caseNos;
  }

  /** Loses everything that waits in the queue, as a server does that was started anew with nothing on its disk. */
  async function emptyQueue(): Promise<void> {
    if (queue.redisUrl === undefined) {
      await first.asOwner(sql`TRUNCATE bullmq.job, bullmq.event CASCADE`);
      return;
    }
    const client = new Redis(queue.redisUrl);
    await client.flushdb();
    client.disconnect();
  }

  /** Waits until the queue has rung what it was given; nothing here rings by itself. */
  const rung = (caseNos: readonly string[]): Promise<void> => until(async () => (await waiting(caseNos)) === 0, PATIENCE_MS);

  const waiting = async (caseNos: readonly string[]): Promise<number> => {
    const [row] = await first.rows<{ n: number }>(sql`
        SELECT count(*)::integer AS n
        FROM deadlines d
        JOIN cases c ON c.id = d.case_id
        WHERE c.case_no = ANY (${caseNos}) AND d.next_ring_at <= ${first.clock.now()}`);
    return row!.n;
  };

  /** The steps that rang of each case, and how many letters of each template went out about it. */
  const heard = (caseNos: readonly string[]): Promise<{ caseNo: string; steps: string[]; letters: string[] }[]> =>
    first.rows(sql`
        SELECT c.case_no AS "caseNo",
          ARRAY(SELECT f.data ->> 'step' FROM facts f WHERE f.subject_id = c.id AND f.type = 'deadline.rang' ORDER BY f.seq) AS steps,
          ARRAY(SELECT m.template FROM messages m WHERE m.case_id = c.id ORDER BY m.template) AS letters
        FROM cases c
        WHERE c.case_no = ANY (${caseNos})`);

  test('ring every alarm once, though both look at all of them at the same moment', async () => {
    const [hazards, others] = [await open(pothole, 12), await open(signalTiming, 8)];
    await both((city) => city.drain());
    for (const minutes of [125, 120, 70, 60 * 24 * 7]) {
      later(minutes);
      await Promise.all([first, second, first, second].map((city) => city.drain()));
    }
    // A look that comes late tells the last step only: it says all that the others would have said. So does a call to accept.
    for (const { steps } of await heard(hazards)) {
      expect(steps.filter((step) => step !== 'UNACCEPTED')).toEqual(['EARLY_WARNING', 'DUE', 'OVERDUE_1', 'OVERDUE_DAILY']);
      expect(steps.filter((step) => step === 'UNACCEPTED')).toHaveLength(5);
    }
    for (const { steps } of await heard(others)) expect(steps).toEqual(['EARLY_WARNING']);
    const [mail] = await first.rows<{ recipients: number; letters: number }>(sql`
        SELECT (SELECT sum(jsonb_array_length(r.recipients)) FROM reminders r JOIN cases c ON c.id = r.case_id
            WHERE c.safety_hazard)::integer AS recipients,
          (SELECT count(*) FROM messages m WHERE m.template IN ('unaccepted', 'reminder', 'due', 'overdue'))::integer AS letters`);
    expect(mail!.letters).toBe(mail!.recipients);
    const digests = await messagesOf(first.database, sql`SELECT m.id, m.sealed FROM messages m WHERE m.template = 'digest'`);
    expect(digests.map(({ recipient }) => recipient)).toEqual(['handler.ty-tra@demonstration.invalid']);
    for (const { caseNo } of await heard(others)) expect(digests[0]!.body.split(caseNo)).toHaveLength(2);
  });

  test('call the desk once every quarter of an hour for what nobody has accepted, until somebody has', async () => {
    const cases = open(pothole, 6);
    await cases;
    for (const minutes of [0, 15, 15]) {
      later(minutes);
      await both((city) => city.drain());
    }
    for (const { steps, letters } of await heard(await cases)) {
      expect(steps).toEqual(['UNACCEPTED', 'UNACCEPTED', 'UNACCEPTED']);
      expect(letters.filter((template) => template === 'unaccepted')).toHaveLength(3);
    }
    await accepted(cases);
    later(15);
    await both((city) => city.drain());
    for (const { steps } of await heard(await cases)) expect(steps).toHaveLength(3);
  });

  test('ring every alarm by the queue when its time has come', async () => {
    const cases = await accepted(open(pothole, 6));
    await both((city) => city.drain());
    later(121);
    await both((city) => city.app.get(Alarms).run());
    await rung(cases);
    await both((city) => city.drain());
    for (const { steps } of await heard(cases)) expect(steps).toEqual(['EARLY_WARNING']);
  });

  test('ring what an emptied queue has forgotten, once', async () => {
    const cases = await accepted(open(pothole, 10));
    await both((city) => city.drain());
    later(90);
    await both((city) => city.app.get(Alarms).run()); // half an hour before the warning: the alarms lie in the queue
    const [handed] = await first.rows<{ n: number }>(sql`
        SELECT count(*)::integer AS n
        FROM deadlines d
        JOIN cases c ON c.id = d.case_id
        WHERE c.case_no = ANY (${cases}) AND d.alarm_enqueued_at IS NOT NULL`);
    expect(handed).toEqual({ n: cases.length });
    await emptyQueue();
    later(32);
    await both((city) => city.app.get(Alarms).run());
    await rung(cases);
    await both((city) => city.drain());
    const due = await heard(cases);
    expect(due).toHaveLength(cases.length);
    for (const { steps, letters } of due) {
      expect(steps).toEqual(['EARLY_WARNING']);
      expect(letters.filter((template) => template === 'reminder')).toHaveLength(2); // the handler and the duty desk
    }
  });

  test('tell everybody once, though the queue was emptied while they were about to', async () => {
    const cases = await open({ ...libraryLetter, channel: 'HOTLINE' }, 20);
    await emptyQueue();
    later(2);
    await both((city) => city.drain());
    for (const { letters } of await heard(cases)) expect(letters).toEqual(['acknowledgement', 'dispatched']);
  });

  test('act once on what they are told many times', async () => {
    const cases = await open(roadHog, 4);
    const facts = await first.rows<{ factId: string; type: string }>(sql`
        SELECT f.id AS "factId", f.type
        FROM facts f
        JOIN case_petitions l ON f.subject_id IN (l.case_id, l.petition_id)
        JOIN cases c ON c.id = l.case_id
        WHERE c.case_no = ANY (${cases}) AND f.type IN ('petition.registered', 'case.dispatched')`);
    const told = facts.flatMap(({ factId, type }) => {
      const reactions = type === 'petition.registered' ? ['acknowledge-petition'] : ['announce-dispatch', 'hold-clock'];
      return reactions.flatMap((reaction) => [1, 2, 3].map(() => ({ data: { factId, reaction }, jobId: newKey() })));
    });
    await both((city) => city.app.get(Queues).addAll(REACT, told));
    await both((city) => city.drain());
    later(60 * 18 + 1);
    const alarms = await first.rows<{ deadlineId: string; version: number }>(sql`
        SELECT d.id AS "deadlineId", d.version
        FROM deadlines d
        JOIN cases c ON c.id = d.case_id
        WHERE c.case_no = ANY (${cases})`);
    await first.app.get(Queues).addAll(
      RING,
      [1, 2, 3, 4].map(() => ({ data: { alarms }, jobId: newKey() })),
    );
    await rung(cases);
    await both((city) => city.drain());
    for (const { steps, letters } of await heard(cases)) {
      expect(steps).toEqual(['EARLY_WARNING']);
      expect(letters).toEqual(['acknowledgement', 'dispatched', 'dispatched', 'reminder', 'reminder']); // of those who lead and help
    }
  });

  test('count every clock again once when the office closes, though the queue was emptied while they were about to', async () => {
    const cases = await open(signalTiming, 12);
    await both((city) => city.drain());
    const day = dayOf(new Date(first.clock.now().getTime() + 48 * 60 * 60_000), 'Asia/Taipei');
    const supervisor = await first.as('city');
    const answer = await supervisor.put(`/calendar/days/${day}`, { kind: 'OFF', reason: '颱風' });
    await emptyQueue();
    later(2);
    await both((city) => city.app.get(Replannings).run());
    await Promise.all([first, second, first, second].map((city) => city.drain()));
    const ledgers = await first.rows<{ kinds: string[] }>(sql`
        SELECT ARRAY(SELECT e.kind FROM clock_entries e WHERE e.deadline_id = d.id AND e.kind IN ('START', 'REPLAN') ORDER BY e.seq) AS kinds
        FROM deadlines d
        JOIN cases c ON c.id = d.case_id
        WHERE c.case_no = ANY (${cases})`);
    expect(ledgers).toEqual(cases.map(() => ({ kinds: ['START', 'REPLAN'] })));
    expect((await supervisor.get(`/jobs/${answer.body.jobId}`)).body.state).toBe('DONE');
  });

  test('survey and remind every petitioner once, whatever is delivered how often', async () => {
    const people = Array.from({ length: 6 }, (_, i) => ({ email: `survey.${i}@example.org`, phone: `09120002${10 + i}` }));
    const [operator, handler] = [await first.as('operator'), await second.as('handler.ty-tra')];
    const cases: string[] = [];
    for (const petitioner of people) {
      const { caseNo } = (await operator.post('/petitions', { ...signalTiming, petitioner })).body.case;
      await handler.post(`/cases/${caseNo}/accept`);
      await handler.post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '已調整秒數。' });
      cases.push(caseNo as string);
    }
    /** Tells the reactions of a fact about each survey, or its case, three times more. */
    const tellAgain = async (type: string, reaction: string): Promise<void> => {
      const told = await first.rows<{ factId: string }>(sql`
          SELECT f.id AS "factId"
          FROM facts f
          JOIN cases c ON c.id IN (f.subject_id, (f.data ->> 'caseId')::uuid)
          WHERE c.case_no = ANY (${cases}) AND f.type = ${type}`);
      expect(told).toHaveLength(people.length);
      const jobs = told.flatMap(({ factId }) => [1, 2, 3].map(() => ({ data: { factId, reaction }, jobId: newKey() })));
      await both((city) => city.app.get(Queues).addAll(REACT, jobs));
      await both((city) => city.drain());
    };
    const surveyLetters = (): Promise<{ template: string; channel: string; n: number }[]> =>
      first.rows(sql`
          SELECT m.template, m.channel, count(*)::integer AS n
          FROM messages m
          JOIN cases c ON c.id = m.case_id
          WHERE c.case_no = ANY (${cases}) AND m.template LIKE 'survey%'
          GROUP BY m.template, m.channel
          ORDER BY m.template`);
    await both((city) => city.drain());
    await tellAgain('case.closed', 'offer-surveys');
    await tellAgain('survey.offered', 'invite-to-survey');
    expect(await surveyLetters()).toEqual([{ template: 'survey', channel: 'EMAIL', n: people.length }]);
    const surveys = await first.rows<{ surveyId: string }>(sql`
        SELECT s.id AS "surveyId" FROM surveys s JOIN cases c ON c.id = s.case_id WHERE c.case_no = ANY (${cases})`);
    later(60 * 24 * 3 + 1);
    await both((city) => city.app.get(SurveyAlarms).run());
    await emptyQueue();
    later(2); // what was handed over before is handed over again
    const rings = surveys.flatMap((data) => [1, 2, 3, 4].map(() => ({ data, jobId: newKey() })));
    await both((city) => city.app.get(Queues).addAll(REMIND_OF_SURVEY, rings));
    await both((city) => city.drain());
    await tellAgain('survey.reminded', 'remind-of-survey');
    expect(await surveyLetters()).toEqual([
      { template: 'survey', channel: 'EMAIL', n: people.length },
      { template: 'survey-reminder', channel: 'SMS', n: people.length },
    ]);
  });

  test('and when one of them goes, the other does what is left', async () => {
    const third = await startTestApp({ beside: first, redisUrl: queue.redisUrl });
    const operator = await third.as('operator');
    const answers = await Promise.all(Array.from({ length: 15 }, () => operator.post('/petitions', signalTiming)));
    await third.close();
    later(2);
    await both((city) => city.drain());
    const cases = answers.map((answer) => answer.body.case.caseNo as string);
    for (const { letters } of await heard(cases)) expect(letters).toEqual(['acknowledgement', 'dispatched']);
  });
});
