import { type ConnectionOptions, Queue } from 'bullmq';
import { describeOnBothQueues, type TestQueue } from '../support/both-queues.ts';
import { IN_ZHONGLI, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, startTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { AlarmClocks } from '../../src/app/alarm-clocks.ts';
import { sql } from '../../src/platform/database/index.ts';
import { QUEUE_CONNECTION, Queues } from '../../src/platform/queue/queues.ts';
import { REACT } from '../../src/platform/facts/reactions.jobs.ts';

const MORNING = '2026-11-20T09:00:00+08:00';
const unclear = { channel: 'HOTLINE', subject: '不知道找誰', description: '怪聲音', location: IN_ZHONGLI };

const numberOf = async (client: Client, kind: string): Promise<number> => {
  const { body } = await client.get('/ops/attention');
  return body.items.find((item: { kind: string }) => item.kind === kind).count;
};

describe('what needs attention', () => {
  let city: TestApp;
  let chief: Client;

  beforeAll(async () => {
    city = await startTestApp({ startsAt: MORNING });
    chief = await city.as('city');
  });

  afterAll(() => city.close());

  test('is nothing at first, and every number names where its rows are', async () => {
    const { status, body } = await chief.get('/ops/attention');
    expect(status).toBe(200);
    expect(body.at).toMatch(/^2026-11-20T09:/);
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual([
      'CASES_WITHOUT_AGENCY',
      'CASES_WITHOUT_HANDLER',
      'CASES_WITHOUT_DEADLINE',
      'REOPENINGS_LATE',
      'DISASTERS_NOT_ENDED',
      'SUSPENSIONS_STUCK',
      'REPLANNINGS_STUCK',
      'MESSAGES_NOT_SENT',
      'MAILBOX_AWAY',
      'MAILS_NOT_TAKEN',
      'FILES_MISSING',
      'ALARMS_LATE',
      'REACTIONS_LATE',
      'JOBS_DEAD',
      'RECORD_BROKEN',
      'BACKUPS_LATE',
    ]);
    for (const { kind, count, more, rows } of body.items) {
      expect([kind, count, more]).toEqual([kind, 0, false]);
      expect((await chief.get(rows.replace('/api/v1', ''))).body).toEqual({ items: [], nextCursor: null });
    }
  });

  test('goes up with a case that nobody can be found for, page by page, and down when it is sent out', async () => {
    const operator = await city.as('operator');
    const open = async (): Promise<string> => (await operator.post('/petitions', unclear)).body.case.caseNo;
    const cases = [await open(), await open(), await open()];
    expect(await numberOf(chief, 'CASES_WITHOUT_AGENCY')).toBe(3);
    const first = (await chief.get('/ops/attention/CASES_WITHOUT_AGENCY?limit=2&count=true')).body;
    expect(first).toMatchObject({ total: 3, items: [{ caseNo: cases[0] }, { caseNo: cases[1] }] });
    const second = (await chief.get(`/ops/attention/CASES_WITHOUT_AGENCY?limit=2&cursor=${first.nextCursor}`)).body;
    expect(second).toMatchObject({ items: [{ caseNo: cases[2], detail: 'TRIAGE' }], nextCursor: null });
    expect(JSON.stringify([first, second])).not.toContain('怪聲音');
    const dispatcher = await city.as('dispatcher');
    for (const caseNo of cases) {
      expect((await dispatcher.post(`/cases/${caseNo}/dispatch`, { agencyCode: 'TY-TRA', reason: '屬交通' })).status).toBe(200);
    }
    expect(await numberOf(chief, 'CASES_WITHOUT_AGENCY')).toBe(0);
  });

  test('goes up with a case that its agency leaves lying for a day, and down when somebody takes it', async () => {
    const operator = await city.as('operator');
    const before = await numberOf(chief, 'CASES_WITHOUT_HANDLER');
    const caseNo = (await operator.post('/petitions', signalTiming)).body.case.caseNo as string;
    await city.advanceTo('2026-11-21T08:59:00+08:00');
    expect(await numberOf(chief, 'CASES_WITHOUT_HANDLER')).toBe(before);
    await city.advanceTo('2026-11-21T09:05:00+08:00');
    const rows = (await chief.get('/ops/attention/CASES_WITHOUT_HANDLER')).body.items as { caseNo: string; detail: string }[];
    expect(rows).toContainEqual(expect.objectContaining({ caseNo, detail: 'TY-TRA' }));
    const number = await numberOf(chief, 'CASES_WITHOUT_HANDLER');
    expect(number).toBe(rows.length);
    await (await city.as('handler.ty-tra')).post(`/cases/${caseNo}/accept`);
    expect(await numberOf(chief, 'CASES_WITHOUT_HANDLER')).toBe(number - 1);
  });

  test('is not a suspension whose last job was lost when nothing was left: the next look ends it', async () => {
    await city.rows(sql`
      WITH past AS (
        INSERT INTO disasters (id, state, name, notice, service_levels, started_at, started_by, ended_at)
        VALUES (gen_random_uuid(), 'ENDED', '豪雨', '{}', '[]', ${new Date(0)}, 'city', ${new Date(1)})
        RETURNING id
      )
      INSERT INTO suspensions (id, disaster_id, kind, total, done, begun_at, handed_at)
      SELECT gen_random_uuid(), p.id, 'RELEASE', 3, 3, ${new Date(0)}, ${new Date(0)} FROM past p`);
    await city.app.get(AlarmClocks).run();
    expect(await numberOf(chief, 'SUSPENSIONS_STUCK')).toBe(0);
    expect(await city.rows(sql`SELECT s.id FROM suspensions s WHERE s.finished_at IS NULL`)).toEqual([]);
  });

  test('is in the metrics too', async () => {
    const { body } = await city.citizen.get('/metrics');
    expect(body).toMatch(/^attention_rows\{kind="CASES_WITHOUT_AGENCY"\} 0$/m);
    expect(body).toMatch(/^attention_rows\{kind="DISASTERS_NOT_ENDED"\} 0$/m);
    expect(body).toMatch(/^attention_rows\{kind="JOBS_DEAD"\} 0$/m);
    expect(body).toMatch(/^attention_rows\{kind="RECORD_BROKEN"\} 0$/m);
    await (await city.as('operator')).post('/petitions', unclear);
    expect((await city.citizen.get('/metrics')).body).toMatch(/^attention_rows\{kind="CASES_WITHOUT_AGENCY"\} 1$/m);
  });

  test('of another name is nowhere, and a cursor of another list is refused', async () => {
    expectProblem(await chief.get('/ops/attention/EVERYTHING'), { status: 404, code: 'attention.unknown' });
    expectProblem(await chief.get('/ops/attention/cases_without_agency'), { status: 404, code: 'attention.unknown' });
    for (const cursor of ['x', 'WyJhIiwiYiJd', Buffer.from('["2026-11-20T01:00:00.000Z","\\u0000"]').toString('base64url')]) {
      const answer = await chief.get(`/ops/attention/ALARMS_LATE?cursor=${cursor}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'page.bad_cursor']);
    }
    expect((await chief.get('/ops/attention/ALARMS_LATE?limit=0')).status).toBe(422);
  });
});

describeOnBothQueues('a job that died', (openQueue) => {
  let queue: TestQueue;
  let city: TestApp;

  beforeAll(async () => {
    queue = await openQueue();
    city = await startTestApp({ startsAt: MORNING, redisUrl: queue.redisUrl });
  });

  afterAll(async () => {
    await city.close();
    await queue.drop();
  });

  test('is told by its queue, and no longer when it was removed', async () => {
    const admin = await city.as('admin');
    await city.app.get(Queues).addAll({ queue: REACT.queue, name: 'unheard-of' }, [{ data: {}, jobId: 'nobodys' }]);
    await until(async () => (await numberOf(admin, 'JOBS_DEAD')) > 0);
    const { body } = await admin.get('/ops/attention/JOBS_DEAD?count=true');
    expect(body).toMatchObject({
      items: [{ id: 'reactions/nobodys', caseNo: null, detail: expect.stringContaining('unheard-of') }],
      nextCursor: null,
      total: 1,
    });
    const reactions = new Queue(REACT.queue, { connection: city.app.get<ConnectionOptions>(QUEUE_CONNECTION) });
    await (await reactions.getJob('nobodys'))!.remove();
    await reactions.close();
    expect(await numberOf(admin, 'JOBS_DEAD')).toBe(0);
  });
});
