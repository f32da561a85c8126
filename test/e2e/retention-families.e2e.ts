import { RetentionRun } from '../../src/modules/records/index.ts';
import { Sealer, Verifier } from '../../src/platform/audit/index.ts';
import { sql } from '../../src/platform/database/index.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { type Answer, type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

/** Cases that hang together are made anonymous together or not at all; in each of these families the oldest case comes first. */
const BEGIN = '2026-11-16T09:00:00+08:00';
const LATER = new Date('2032-02-02T09:00:00+08:00');
const AS_OF = '2032-02-02';

let city: TestApp;
let operator: Client;
let dispatcher: Client;
let handler: Client;
let supervisor: Client;
let auditor: Client;
let batchId: string;

async function ok(answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body;
}

const open = async (): Promise<string> =>
  (await ok(operator.post('/petitions', signalTiming, { 'idempotency-key': newKey() }))).case.caseNo;

const close = async (caseNo: string): Promise<void> => {
  await ok(handler.post(`/cases/${caseNo}/accept`));
  await ok(handler.post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '已完成。' }));
};

const setParent = (child: string, parentCaseNo: string): Promise<Answer['body']> =>
  ok(dispatcher.post(`/cases/${child}/set-parent`, { parentCaseNo, reason: '同一工程' }));

const merge = (caseNo: string, intoCaseNo: string): Promise<Answer['body']> =>
  ok(dispatcher.post(`/cases/${caseNo}/merge`, { intoCaseNo, reason: '同一事' }));

const hold = (caseNo: string): Promise<Answer['body']> => ok(supervisor.post(`/cases/${caseNo}/hold`, { reason: '調卷' }));

/** The parent, which is the newest, and two children, the older of whom comes first. */
async function family(): Promise<{ older: string; younger: string; parent: string }> {
  const [older, younger, parent] = [await open(), await open(), await open()];
  for (const child of [older, younger]) await setParent(child, parent);
  for (const each of [older, younger, parent]) await close(each);
  return { older, younger, parent };
}

/** An older case that was merged into another one. */
async function merged(): Promise<{ older: string; into: string }> {
  const [older, into] = [await open(), await open()];
  await merge(older, into);
  return { older, into };
}

const sealed = async (): Promise<void> => {
  while ((await city.app.get(Sealer).run()) > 0);
};

/** What became of cases, in the order in which they are named. */
async function became(...caseNos: readonly string[]): Promise<string[]> {
  const rows = await city.rows<{ caseNo: string; said: string }>(sql`
    SELECT c.case_no AS "caseNo", concat_ws(' ', i.state, i.reason, CASE WHEN c.description = '' THEN 'blank' ELSE 'whole' END) AS said
    FROM retention_items i
    JOIN cases c ON c.id = i.case_id
    WHERE i.batch_id = ${batchId}`);
  const said = new Map(rows.map((row) => [row.caseNo, row.said]));
  return caseNos.map((caseNo) => said.get(caseNo) ?? 'not in the batch');
}

let held: Awaited<ReturnType<typeof family>>;
let whole: Awaited<ReturnType<typeof family>>;
let answered: Awaited<ReturnType<typeof merged>> & { parent: string };
let tracked: Awaited<ReturnType<typeof merged>>;

beforeAll(async () => {
  city = await startTestApp({ startsAt: BEGIN });
  [operator, dispatcher, handler] = (await Promise.all(
    ['operator', 'dispatcher', 'handler.ty-tra'].map((name) => city.as(name)),
  )) as [Client, Client, Client];
  held = await family();
  whole = await family();
  answered = { ...(await merged()), parent: await open() };
  await setParent(answered.into, answered.parent);
  for (const each of [answered.into, answered.parent]) await close(each);
  tracked = await merged();
  await close(tracked.into);
  await city.drain();
  await sealed();
  city.clock.advanceTo(LATER);
  handler = await city.signIn('handler.ty-tra');
  [supervisor, auditor] = [await city.signIn('city'), await city.signIn('auditor')];
  const admin = await city.signIn('admin');
  const { id, counts } = await ok(admin.post('/retention/batches', { asOf: AS_OF }, { 'idempotency-key': newKey() }));
  expect(counts).toMatchObject([{ state: 'DUE', count: 11 }]);
  batchId = id;
  await ok(auditor.post(`/retention/batches/${batchId}/approve`));
  await hold(held.younger);
  await hold(answered.parent);
  await ok(supervisor.post(`/cases/${tracked.into}/track`, { until: '2032-12-31', reason: '追蹤' }));
  await ok(handler.post(`/cases/${tracked.into}/close`, { outcome: 'UPHELD', reply: '已完成。' }));
  await sealed();
  await city.app.get(RetentionRun, { strict: false }).run();
});

afterAll(() => city.close());

test('of a family of which one case got a hold since, all cases are left', async () => {
  expect(await became(held.older, held.parent, held.younger)).toEqual([
    'LEFT REFERENCED whole',
    'LEFT REFERENCED whole',
    'LEFT LEGAL_HOLD whole',
  ]);
});

test('a case is left that was merged into another one whose parent got a hold since', async () => {
  expect(await became(answered.older, answered.into, answered.parent)).toEqual([
    'LEFT REFERENCED whole',
    'LEFT REFERENCED whole',
    'LEFT LEGAL_HOLD whole',
  ]);
});

test('a case is left that was merged into another one which was closed again since', async () => {
  expect(await became(tracked.older, tracked.into)).toEqual(['LEFT REFERENCED whole', 'LEFT NOT_DUE whole']);
});

test('a family of which nothing stays is made anonymous, and the batch is done', async () => {
  expect(await became(whole.older, whole.younger, whole.parent)).toEqual(['DONE blank', 'DONE blank', 'DONE blank']);
  expect((await ok(auditor.get(`/retention/batches/${batchId}`))).state).toBe('DONE');
  await sealed();
  expect(await city.app.get(Verifier).verify()).toMatchObject({ breaks: 0, firstBreak: null });
});
