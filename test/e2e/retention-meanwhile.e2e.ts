import { RetentionRun } from '../../src/modules/records/index.ts';
import { Sealer, Verifier } from '../../src/platform/audit/index.ts';
import { createDataSource } from '../../src/platform/database/data-source.ts';
import { Database, sql } from '../../src/platform/database/index.ts';
import { isWaitedFor } from '../support/lock-waits.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { type Answer, type Client, keyIn, newKey, startTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

/** What others do while a case is made anonymous, and after it. */
const BEGIN = '2026-11-16T09:00:00+08:00';
const LATER = new Date('2032-02-02T09:00:00+08:00');
const AS_OF = '2032-02-02';

let city: TestApp;
let supervisor: Client;
let caseNo: string;
let caseId: string;

async function ok(answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body;
}

/** A case whose petitioner was not content, and was not answered. */
async function closedBadly(): Promise<string> {
  const email = 'not.content@example.org';
  const { body } = await (await city.as('operator')).post('/petitions', { ...signalTiming, petitioner: { email } });
  const handler = await city.as('handler.ty-tra');
  await ok(handler.post(`/cases/${body.case.caseNo}/accept`));
  await ok(handler.post(`/cases/${body.case.caseNo}/close`, { outcome: 'UPHELD', reply: '已完成。' }));
  const survey = `/public/surveys/${keyIn(await city.letterTo(email, 'survey', body.case.caseNo), 'survey')}`;
  await ok(city.citizen.post(survey, { overall: 1, comment: '沒有修好' }));
  await ok(city.citizen.post(`${survey}/reopen-request`, { reason: '沒有修好' }));
  await city.drain();
  return body.case.caseNo as string;
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
      JOIN cases c ON c.id = i.case_id`)
  )[0]!.said;

beforeAll(async () => {
  city = await startTestApp({ startsAt: BEGIN });
  caseNo = await closedBadly();
  [{ id: caseId }] = (await city.rows(sql`SELECT c.id FROM cases c WHERE c.case_no = ${caseNo}`)) as [{ id: string }];
  city.clock.advanceTo(LATER);
  await city.drain();
  supervisor = await city.signIn('city');
  const [admin, auditor] = [await city.signIn('admin'), await city.signIn('auditor')];
  const { id } = await ok(admin.post('/retention/batches', { asOf: AS_OF }, { 'idempotency-key': newKey() }));
  await ok(auditor.post(`/retention/batches/${id}/approve`));
  await sealed();
});

afterAll(() => city.close());

test('a file of the case that somebody gets at that moment puts it off, and leaves the record whole', async () => {
  const owner = new Database(await createDataSource({ url: city.copy.ownerUrl, pool: 1 }).initialize());
  let running: Promise<number> | undefined;
  await owner
    .transaction(async (tx) => {
      await tx.query(
        sql`INSERT INTO blanked_subjects (subject_id, batch_id, case_id) VALUES (${caseId}, ${newKey()}, ${caseId})`,
      );
      running = run(); // waits for this row, in the middle of the blanking
      await until(() => isWaitedFor(tx));
      await ok(supervisor.get(`/cases/${caseNo}/bundle`));
      throw new Error('nothing was blanked here');
    })
    .catch(() => undefined);
  await owner.onApplicationShutdown();
  expect([await running, await became()]).toEqual([1, 'DUE whole']);
  await sealed();
  expect([await run(), await became()]).toEqual([1, 'DONE blank']);
  await sealed();
  expect(await city.app.get(Verifier).verify()).toMatchObject({ breaks: 0, firstBreak: null });
});
