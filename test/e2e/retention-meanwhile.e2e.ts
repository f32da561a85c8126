import { RetentionRun } from '../../src/modules/records/index.ts';
import { Sealer, Verifier } from '../../src/platform/audit/index.ts';
import { createDataSource } from '../../src/platform/database/data-source.ts';
import { Database, sql } from '../../src/platform/database/index.ts';
import { isWaitedFor } from '../support/lock-waits.ts';
import { expectProblem } from '../support/problem.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { type Answer, type Client, keyIn, newKey, startTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

/** What others do while a case is made anonymous, and after it. */
const BEGIN = '2026-11-16T09:00:00+08:00';
const LATER = new Date('2032-02-02T09:00:00+08:00');
const AS_OF = '2032-02-02';

let city: TestApp;
let supervisor: Client;
let closed: Closed;
let another: Closed;

/** A case, with the review of a low answer and the request to open it again, which wait for the city. */
interface Closed {
  readonly caseId: string;
  readonly caseNo: string;
  readonly review: string;
  readonly request: string;
}

async function ok(answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body;
}

/** A case whose petitioner was not content, and was not answered. */
async function closedBadly(email: string): Promise<Closed> {
  const { body } = await (await city.as('operator')).post('/petitions', { ...signalTiming, petitioner: { email } });
  const handler = await city.as('handler.ty-tra');
  await ok(handler.post(`/cases/${body.case.caseNo}/accept`));
  await ok(handler.post(`/cases/${body.case.caseNo}/close`, { outcome: 'UPHELD', reply: '已完成。' }));
  const survey = `/public/surveys/${keyIn(await city.letterTo(email, 'survey', body.case.caseNo), 'survey')}`;
  await ok(city.citizen.post(survey, { overall: 1, comment: '沒有修好' }));
  await ok(city.citizen.post(`${survey}/reopen-request`, { reason: '沒有修好' }));
  await city.drain();
  const [found] = await city.rows<Closed>(sql`
    SELECT c.id AS "caseId", c.case_no AS "caseNo", v.id AS review, r.id AS request
    FROM cases c
    JOIN survey_reviews v ON v.case_id = c.id
    JOIN reopen_requests r ON r.case_id = c.id
    WHERE c.case_no = ${body.case.caseNo as string}`);
  return found!;
}

const sealed = async (): Promise<void> => {
  while ((await city.app.get(Sealer).run()) > 0);
};

const run = (): Promise<number> => city.app.get(RetentionRun, { strict: false }).run();

const became = async (): Promise<string> =>
  (
    await city.rows<{ said: string }>(sql`
      SELECT concat_ws(' ', i.state, CASE WHEN c.description = '' THEN 'blank' ELSE 'whole' END) AS said
      FROM retention_items i
      JOIN cases c ON c.id = i.case_id
      WHERE c.id = ${closed.caseId}`)
  )[0]!.said;

beforeAll(async () => {
  city = await startTestApp({ startsAt: BEGIN });
  [closed, another] = [await closedBadly('not.content@example.org'), await closedBadly('nor.content@example.org')];
  city.clock.advanceTo(LATER);
  await city.drain();
  supervisor = await city.signIn('city');
  const [admin, auditor] = [await city.signIn('admin'), await city.signIn('auditor')];
  const { id } = await ok(admin.post('/retention/batches', { asOf: AS_OF }, { 'idempotency-key': newKey() }));
  await ok(auditor.post(`/retention/batches/${id}/approve`));
  await sealed();
});

afterAll(() => city.close());

/** How many transactions of the city wait for others. */
const waiting = async (): Promise<number> =>
  (
    await city.rows(sql`
      SELECT a.pid FROM pg_stat_activity a WHERE a.datname = current_database() AND a.wait_event_type = 'Lock'`)
  ).length;

/** Runs the batch; in the middle of the burial, which waits for the links of the case, something else is done. */
async function meanwhile(work: () => Promise<unknown>): Promise<number> {
  const other = new Database(await createDataSource({ url: city.copy.ownerUrl, pool: 1 }).initialize());
  const { looked } = await other.transaction(async (tx) => {
    await tx.query(sql`SELECT l.no FROM fact_links l WHERE l.subject_id = ${closed.caseId} FOR UPDATE`);
    const looked = run();
    await until(() => isWaitedFor(tx));
    await work();
    return { looked };
  });
  await other.onApplicationShutdown();
  return looked;
}

test('a file of the case that somebody gets at that moment puts it off', async () => {
  expect(await meanwhile(() => ok(supervisor.get(`/cases/${closed.caseNo}/bundle`)))).toBe(2);
  expect(await became()).toBe('DUE whole');
});

describe('what somebody finds about a low answer, or decides about a request,', () => {
  const write = ({ review, request }: Closed): Promise<Answer>[] => [
    supervisor.post(`/survey-reviews/${review}/resolve`, { finding: 'NOT_SOLVED', note: '洞還在' }),
    supervisor.post(`/reopen-requests/${request}/reject`, { note: '洞已補' }),
    supervisor.post(`/reopen-requests/${request}/approve`, { note: '再查' }),
  ];

  const refused = async (answers: readonly Promise<Answer>[]): Promise<void> => {
    for (const answer of answers) expectProblem(await answer, { status: 410, code: 'case.anonymised' });
  };

  test('waits for the burial, and is refused', async () => {
    await sealed();
    let written: Promise<Answer>[] = [];
    const looked = await meanwhile(async () => {
      written = write(closed);
      await until(async () => (await waiting()) > written.length);
    });
    expect([looked, await became()]).toEqual([1, 'DONE blank']);
    await refused(written);
  });

  test('is refused ever after, and nobody is asked for it', async () => {
    await refused(write(another));
    const notes = sql`
      SELECT v.note FROM survey_reviews v WHERE v.note <> '' UNION ALL SELECT r.note FROM reopen_requests r WHERE r.note <> ''`;
    expect(await city.rows(notes)).toEqual([]);
    for (const list of ['survey-reviews', 'reopen-requests', `reopen-requests?caseNo=${another.caseNo}`]) {
      const { body } = await supervisor.get(`/${list}${list.includes('?') ? '&' : '?'}count=true`);
      expect(body).toMatchObject({ items: [], total: 0 });
    }
    const { body } = await supervisor.get('/ops/attention');
    expect(body.items).toContainEqual(expect.objectContaining({ kind: 'REOPENINGS_LATE', count: 0 }));
  });
});

test('the review of the month lists how many cases were made anonymous', async () => {
  const { body } = await (await city.signIn('auditor')).get('/audit/review?month=2032-02');
  expect(body.lines).toContainEqual(
    expect.objectContaining({
      heading: 'ADMINISTRATION',
      type: 'case.anonymised',
      username: null,
      displayName: 'system',
      count: 2,
    }),
  );
});

test('the record is whole', async () => {
  await sealed();
  expect(await city.app.get(Verifier).verify()).toMatchObject({ breaks: 0, firstBreak: null });
});
