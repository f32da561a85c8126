import { Sealer, Verifier } from '../../src/platform/audit/index.ts';
import { sql } from '../../src/platform/database/index.ts';
import { DoomedWorkers } from '../support/doomed-workers.ts';
import { PlantedCity } from '../support/planted-city.ts';
import { newKey, startTestApp, type TestApp } from '../support/test-app.ts';

const BEGIN = '2026-11-16T09:00:00+08:00';
const LATER = new Date('2032-02-02T09:00:00+08:00');
const AS_OF = '2032-02-02';
const PAIRS = 12;

/** How far each worker gets: not to the first case, into it, into others, and over many of them. */
const STEPS = [3, 17, 41, 97, 125];

let city: TestApp;
let workers: DoomedWorkers;
let batchId: string;

/** A case with another one that was merged into it. */
async function pair(planted: PlantedCity): Promise<void> {
  const [older, newer] = [await planted.petition(), await planted.petition()];
  await planted.ok('dispatcher', `/cases/${older.caseNo}/merge`, { intoCaseNo: newer.caseNo, reason: '同一事' });
  await planted.ok('handler.ty-tra', `/cases/${newer.caseNo}/accept`);
  await planted.ok('handler.ty-tra', `/cases/${newer.caseNo}/close`, { outcome: 'UPHELD', reply: '已完成。' });
}

beforeAll(async () => {
  city = await startTestApp({ startsAt: BEGIN, worker: false });
  const planted = new PlantedCity(city);
  for (let n = 0; n < PAIRS; n += 1) await pair(planted);
  const worker = await startTestApp({ beside: city });
  await worker.drain();
  await worker.close();
  city.clock.advanceTo(LATER);
  await planted.sealed();
  const [admin, auditor] = [await city.signIn('admin'), await city.signIn('auditor')];
  const { body } = await admin.post('/retention/batches', { asOf: AS_OF }, { 'idempotency-key': newKey() });
  expect(body.counts).toMatchObject([{ state: 'DUE', count: 2 * PAIRS }]);
  batchId = body.id;
  expect((await auditor.post(`/retention/batches/${batchId}/approve`)).status).toBe(200);
  workers = new DoomedWorkers(city, undefined);
}, 300_000);

afterAll(async () => {
  workers.stop();
  await city.close();
});

const isDone = async (): Promise<boolean> =>
  (await city.rows(sql`SELECT FROM retention_batches b WHERE b.id = ${batchId} AND b.state = 'DONE'`)).length > 0;

/** What has become of each pair: every way in which one can see that a case is gone. */
async function pairs(): Promise<{ gone: boolean[] }[]> {
  return city.rows<{ gone: boolean[] }>(sql`
    SELECT array_agg(DISTINCT g.gone) AS gone
    FROM cases c
    JOIN retention_items i ON i.case_id = c.id AND i.batch_id = ${batchId}
    JOIN case_petitions l ON c.id IN (l.case_id, l.came_from_case_id)
    JOIN petitions p ON p.id = l.petition_id
    CROSS JOIN LATERAL (
      VALUES (i.state = 'DONE'), (c.anonymised_at IS NOT NULL), (c.description = ''), (p.description = ''),
        (EXISTS (SELECT FROM tombstones t WHERE t.case_id = c.id)),
        (NOT EXISTS (SELECT FROM petitioners r WHERE r.petition_id = p.id)),
        (NOT EXISTS (SELECT FROM messages m WHERE m.case_id = c.id)),
        (NOT EXISTS (SELECT FROM facts f WHERE f.subject_id IN (c.id, p.id) AND f.type <> 'case.anonymised' AND f.data <> '{}')),
        (EXISTS (SELECT FROM facts f WHERE f.subject_id = c.id AND f.type = 'case.anonymised'))
    ) g (gone)
    GROUP BY coalesce(c.merged_into_id, c.id)`);
}

test('workers that are killed with -9 in the middle of a batch leave each family whole or wholly gone, and another one goes on', async () => {
  const seen: number[] = [];
  for (const step of STEPS) {
    expect(await workers.dieAt(step, ['retention'], isDone)).toBe(false);
    const rows = await pairs();
    expect(rows.map(({ gone }) => gone.length)).toEqual(Array.from({ length: PAIRS }, () => 1));
    seen.push(rows.filter(({ gone }) => gone[0]).length);
  }
  expect(seen[0]).toBe(0);
  expect(seen.at(-1)).toBeGreaterThan(0);
  expect(seen.at(-1)).toBeLessThan(PAIRS);
  expect(await workers.dieAt(Number.MAX_SAFE_INTEGER, ['retention'], isDone)).toBe(true);
  expect(await pairs()).toEqual(Array.from({ length: PAIRS }, () => ({ gone: [true] })));
  const facts = await city.rows(sql`SELECT f.subject_id FROM facts f WHERE f.type = 'case.anonymised'`);
  expect(facts).toHaveLength(2 * PAIRS); // each once
  while ((await city.app.get(Sealer).run()) > 0);
  expect(await city.app.get(Verifier).verify()).toMatchObject({ breaks: 0, firstBreak: null });
}, 600_000);
