import { FileKeeping } from '../../src/modules/files/index.ts';
import { RetentionRun } from '../../src/modules/records/index.ts';
import { Verifier } from '../../src/platform/audit/index.ts';
import { sql } from '../../src/platform/database/index.ts';
import { IdempotencyKeys } from '../../src/platform/http/index.ts';
import { columnsWith } from '../support/every-column.ts';
import { keptFiles } from '../support/kept-files.ts';
import { citysNumbers } from '../support/city-numbers.ts';
import { APPROVALS, PlantedCity, MARKED_COLUMNS, MARKS } from '../support/planted-city.ts';
import { expectProblem } from '../support/problem.ts';
import { verifyBundle } from '../support/verify-bundle.ts';
import { type Answer, type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

/** Told in the order of the years. */
const BEGIN = '2026-11-16T09:00:00+08:00';
const LATER = new Date('2032-02-02T09:00:00+08:00');
const AS_OF = '2032-02-02';

let city: TestApp;
let marked: PlantedCity;
let admin: Client;
let auditor: Client;
let supervisor: Client;

const batches = '/retention/batches';
const preview = (by = admin, asOf = AS_OF): Promise<Answer> => by.post(batches, { asOf }, { 'idempotency-key': newKey() });
const run = async (): Promise<void> => {
  await marked.sealed();
  await city.app.get(RetentionRun, { strict: false }).run();
};
const casesOf = async (id: string, state: string): Promise<{ caseNo: string; reason: string | null }[]> =>
  (await auditor.get(`${batches}/${id}/cases?state=${state}&limit=200`)).body.items;
const namesOf = async (id: string, state: string): Promise<string[]> =>
  (await casesOf(id, state)).map(({ caseNo, reason }) => (reason === null ? caseNo : `${caseNo} ${reason}`)).sort();

let planted: Readonly<Record<'held' | 'plain' | 'slow' | 'child' | 'parent', { caseNo: string }>> & {
  readonly eventful: { caseNo: string; mergedNo: string; petitionNo: string; code: string };
};

beforeAll(async () => {
  city = await startTestApp({ startsAt: BEGIN, replies: { approvals: APPROVALS } });
  marked = new PlantedCity(city);
  const eventful = await marked.eventful();
  const [held, plain, child, parent] = [
    await marked.closed(),
    await marked.closed(),
    await marked.petition(),
    await marked.petition(),
  ];
  await marked.ok('dispatcher', `/cases/${child.caseNo}/set-parent`, { parentCaseNo: parent.caseNo, reason: 'x' });
  await marked.ok('handler.ty-tra', `/cases/${child.caseNo}/accept`);
  await marked.close(`/cases/${child.caseNo}`);
  const slow = await marked.petition();
  await city.advanceTo('2026-11-25T09:15:00+08:00'); // it is overdue, which stands in somebody’s digest
  await marked.ok('handler.ty-tra', `/cases/${slow.caseNo}/accept`);
  await marked.close(`/cases/${slow.caseNo}`);
  await city.drain();
  await marked.sealed();
  planted = { eventful, held, plain, slow, child, parent };
  city.clock.advanceTo(LATER);
  admin = await city.signIn('admin');
  auditor = await city.signIn('auditor');
  supervisor = await city.signIn('city');
});

afterAll(() => city.close());

describe('a preview', () => {
  let first: Answer['body'];

  test('says what is due, by class and agency, and changes nothing', async () => {
    const { status, body } = await preview();
    expect(status).toBe(201);
    first = body;
    expect(body).toMatchObject({ no: 1, state: 'PREVIEWED', asOf: AS_OF, approvedBy: null });
    expect(body.classes).toMatchObject([{ code: 'GENERAL', years: 5, action: 'ANONYMISE' }]);
    expect(body.counts).toEqual([
      { class: 'GENERAL', agencyCode: 'TY-TRA', state: 'DUE', reason: null, count: 5 },
      { class: 'GENERAL', agencyCode: 'TY-TRA', state: 'EXCLUDED', reason: 'REFERENCED', count: 1 },
    ]);
    expect(await namesOf(body.id, 'EXCLUDED')).toEqual([`${planted.child.caseNo} REFERENCED`]); // its parent is open
    expect(await columnsWith(city.database, MARKS)).toEqual(MARKED_COLUMNS);
    expect(await marked.messages()).toEqual(expect.arrayContaining(['acknowledgement', 'digest', 'reply']));
  });

  test('is of a day that has come', async () => {
    expectProblem(await preview(admin, '2032-02-03'), { status: 422, code: 'input.invalid', fields: { asOf: 'asOf.future' } });
    for (const asOf of ['2032-02-30', '0001-01-01', '1911-12-31', '', 5, null])
      expectProblem(await admin.post(batches, { asOf }), { status: 422, code: 'input.invalid' });
    expect((await preview(admin, '1912-01-01')).body.counts).toEqual([]);
  });

  test('of a day on which nothing was due is empty', async () => {
    expect((await preview(admin, '2031-11-15')).body.counts).toEqual([]);
  });

  test('is not approved by whoever asked for it, and withdrawn once', async () => {
    expectProblem(await admin.post(`${batches}/${first.id}/approve`), { status: 403, code: 'retention.same_person' });
    expectProblem(await admin.post(`${batches}/${first.id}/withdraw`, { reason: ' ' }), { status: 422, code: 'input.invalid' });
    const { body } = await auditor.post(`${batches}/${first.id}/withdraw`, { reason: '重新預覽' });
    expect(body).toMatchObject({ state: 'WITHDRAWN', withdrawal: '重新預覽' });
    const refused = { status: 409, code: 'retention.batch_not_open' };
    expectProblem(await admin.post(`${batches}/${first.id}/withdraw`, { reason: 'x' }), refused);
    expectProblem(await auditor.post(`${batches}/${first.id}/approve`), refused);
  });

  test.each(['x', '00000000-0000-4000-8000-000000000000'])('that does not exist (%s) is not found', async (id) => {
    const missing = { status: 404, code: 'retention.batch_not_found' };
    expectProblem(await admin.get(`${batches}/${id}`), missing);
    expectProblem(await admin.get(`${batches}/${id}/cases`), missing);
    expectProblem(await admin.post(`${batches}/${id}/approve`), missing);
    expectProblem(await admin.post(`${batches}/${id}/withdraw`, { reason: 'x' }), missing);
  });
});

describe('a legal hold', () => {
  const hold = (path: 'hold' | 'lift-hold', reason = '民事訴訟'): Promise<Answer> =>
    supervisor.post(`/cases/${planted.held.caseNo}/${path}`, { reason });

  test('is placed and lifted with a reason, each of which is a fact', async () => {
    expectProblem(await hold('lift-hold'), { status: 409, code: 'case.not_held' });
    expect((await hold('hold')).body).toMatchObject({ held: true, holds: [{ reason: '民事訴訟', liftedAt: null }] });
    expectProblem(await hold('hold'), { status: 409, code: 'case.already_held' });
    expect((await hold('lift-hold', '判決確定')).body).toMatchObject({ held: false, holds: [{ liftReason: '判決確定' }] });
    await hold('hold', '上訴');
    const { body } = await supervisor.get(`/cases/${planted.held.caseNo}/holds`);
    expect(body.holds.map(({ reason }: { reason: string }) => reason).sort()).toEqual(['上訴', '民事訴訟']);
    const facts = await city.rows<{ type: string }>(
      sql`SELECT f.type FROM facts f WHERE f.type LIKE 'case.hold%' ORDER BY f.seq`,
    );
    expect(facts.slice(2).map(({ type }) => type)).toEqual(['case.hold_placed', 'case.hold_lifted', 'case.hold_placed']);
  });

  test('keeps the case out of a preview', async () => {
    const { body } = await preview();
    expect(await namesOf(body.id, 'EXCLUDED')).toEqual(
      [`${planted.child.caseNo} REFERENCED`, `${planted.held.caseNo} LEGAL_HOLD`].sort(),
    );
  });
});

describe('a batch that was approved', () => {
  let batch: Answer['body'];
  let before: object;
  let files: number;

  beforeAll(async () => {
    batch = (await preview()).body;
    expect((await auditor.post(`${batches}/${batch.id}/approve`)).body).toMatchObject({ state: 'APPROVED' });
  });

  test('stands in the way of another one', async () => {
    expectProblem(await preview(), { status: 409, code: 'retention.at_work' });
  });

  test('leaves a case that got a hold since, and names it', async () => {
    await marked.ok(supervisor, `/cases/${planted.plain.caseNo}/hold`, { reason: '調卷' });
    before = await citysNumbers(supervisor);
    files = keptFiles(city).length;
    await run();
    const { body } = await auditor.get(`${batches}/${batch.id}`);
    expect(body).toMatchObject({ state: 'DONE', previewedBy: expect.any(String), approvedBy: expect.any(String) });
    expect(await namesOf(batch.id, 'LEFT')).toEqual([`${planted.plain.caseNo} LEGAL_HOLD`]);
    expect(await namesOf(batch.id, 'DONE')).toEqual(
      [planted.eventful.caseNo, planted.eventful.mergedNo, planted.slow.caseNo].sort(),
    );
  });

  test('cannot be taken back', async () => {
    const refused = { status: 409, code: 'retention.batch_not_open' };
    expectProblem(await auditor.post(`${batches}/${batch.id}/withdraw`, { reason: 'x' }), refused);
  });

  test('changes no number of any statistic', async () => {
    expect(await citysNumbers(supervisor)).toEqual(before);
  });

  test('leaves a tombstone, which says nothing of a person', async () => {
    const { body } = await auditor.get(`/cases/${planted.eventful.caseNo}/tombstone`);
    expect(body).toEqual({
      caseNo: planted.eventful.caseNo,
      batchNo: batch.no,
      ...{ class: 'GENERAL', categoryCode: 'TF-002', agencyCode: 'TY-TRA', status: 'CLOSED' },
      ...{ receivedOn: '2026-11-16', closedOn: '2026-11-16', anonymisedAt: expect.stringContaining(AS_OF) },
    });
    expectProblem(await auditor.get(`/cases/${planted.held.caseNo}/tombstone`), { status: 409, code: 'case.not_anonymised' });
  });

  test('tells whoever asks for the petition when it was made anonymous', async () => {
    const { petitionNo, code } = planted.eventful;
    const answer = await city.citizen.get(`/public/petitions/${petitionNo}?code=${code}`);
    expectProblem(answer, { status: 410, code: 'petition.anonymised' });
    expect(answer.body.anonymisedOn).toBe(AS_OF);
    expectProblem(await city.citizen.get(`/public/petitions/${petitionNo}?code=00000000`), {
      status: 404,
      code: 'petition.not_found',
    });
  });

  test('leaves nothing that could be worked on', async () => {
    const { body } = await supervisor.get(`/cases/${planted.eventful.caseNo}`);
    expect(body).toMatchObject({ subject: '', description: '', openCommands: [], anonymisedAt: expect.stringContaining(AS_OF) });
    const gone = { status: 410, code: 'case.anonymised' };
    expectProblem(await supervisor.post(`/cases/${planted.eventful.caseNo}/note`, { text: 'x' }), gone);
    expectProblem(await supervisor.post(`/cases/${planted.eventful.caseNo}/reopen`, { reason: 'x' }), gone);
    expectProblem(await supervisor.post(`/cases/${planted.eventful.caseNo}/hold`, { reason: 'x' }), gone);
    const dispatcher = await city.signIn('dispatcher');
    expectProblem(await dispatcher.post(`/cases/${planted.eventful.mergedNo}/unmerge`, { reason: 'x' }), gone);
    const nobody = await supervisor.patch(`/petitions/${planted.eventful.petitionNo}/petitioner`, { name: 'x' });
    expectProblem(nobody, { status: 404, code: 'petition.not_found' });
    for (const path of ['events', 'petitions', 'attachments', 'replies', 'routing', 'clock', 'extensions', 'repeats', 'children'])
      expect((await supervisor.get(`/cases/${planted.eventful.caseNo}/${path}`)).status).toBe(200);
    const { holds } = (await supervisor.get(`/cases/${planted.eventful.caseNo}/holds`)).body;
    expect(holds).toMatchObject([{ reason: '', liftReason: '', placedBy: expect.stringMatching(/./) }]);
  });

  test('leaves a record that is whole, with each step in it', async () => {
    await marked.sealed();
    expect(await city.app.get(Verifier).verify()).toMatchObject({ breaks: 0, firstBreak: null });
    const facts = await city.rows<{ type: string }>(sql`
      SELECT f.type FROM facts f WHERE f.subject_id = ${batch.id} OR f.type = 'case.anonymised' ORDER BY f.seq`);
    expect(facts.map(({ type }) => type)).toEqual([
      'retention.previewed',
      'retention.approved',
      'retention.begun',
      'case.anonymised',
      'case.anonymised',
      'case.anonymised',
      'retention.done',
    ]);
  });

  test('has a case file that others can still check, without what was said', async () => {
    const { body } = await auditor.get(`/cases/${planted.eventful.caseNo}/bundle`);
    const whole = /whole: \d+ facts of case .* [1-9]\d* without what they said/;
    expect(verifyBundle(body)).toMatchObject({ code: 0, said: expect.stringMatching(whole) });
    const links = body.chains.flatMap((chain: { links: { data: string | null; salt: string | null }[] }) => chain.links);
    const blanked = links.find(({ data }: { data: string | null }) => data === null);
    Object.assign(blanked, { data: '{"text":"別的話"}', salt: '00'.repeat(16) });
    expect(verifyBundle(body)).toMatchObject({ code: 1, said: expect.stringContaining('does not say what was sealed') });
  });

  test('has its files removed with the next round of keeping', async () => {
    const [file] = await city.rows<{ id: string }>(sql`SELECT a.id FROM attachments a WHERE a.forgotten_at IS NOT NULL LIMIT 1`);
    expectProblem(await supervisor.get(`/files/${file!.id}`), { status: 404, code: 'attachment.not_found' });
    await city.app.get(FileKeeping).run();
    expect(files - keptFiles(city).length).toBe(4); // of three petitions and a note
    const rows = await city.rows(sql`
      SELECT a.kind, a.bytes > 0 AS sized, a.name, a.lat, a.lng FROM attachments a WHERE a.removed_at IS NOT NULL AND a.missing_since IS NULL`);
    expect(rows).toEqual(Array.from({ length: 4 }, () => ({ kind: 'JPEG', sized: true, name: '', lat: null, lng: null })));
  });
});

describe('when nothing keeps the cases any more', () => {
  test('no mark is found in any column of any table', async () => {
    for (const { caseNo } of [planted.plain, planted.held])
      await marked.ok(supervisor, `/cases/${caseNo}/lift-hold`, { reason: '終結' });
    await city.rows(sql`UPDATE cases SET parent_id = NULL WHERE parent_id IS NOT NULL`);
    await city.rows(sql`
      UPDATE cases SET status = 'CLOSED', closed_at = '2026-12-01T00:00:00Z' WHERE case_no = ${planted.parent.caseNo}`);
    const { body } = await preview(auditor);
    expect((await admin.post(`${batches}/${body.id}/approve`)).status).toBe(200);
    await breaksOff(body.id);
    const beside = await startTestApp({ beside: city });
    const runs = [city, beside].map((process) => process.app.get(RetentionRun, { strict: false }).run());
    await Promise.all(runs);
    await run(); // whoever was last may have seen the other one at work
    await beside.close();
    expect(await namesOf(body.id, 'DONE')).toHaveLength(4);
    await city.app.get(IdempotencyKeys).run();
    expect(await columnsWith(city.database, MARKS)).toEqual([]);
    await expectNothingSealed();
    await marked.sealed();
    expect(await city.app.get(Verifier).verify()).toMatchObject({ breaks: 0, firstBreak: null });
  });
});

/** Something breaks in the middle of a case: all of it stays as it was, and the batch goes on later. */
async function breaksOff(batchId: string): Promise<void> {
  const { caseNo } = planted.held;
  const words = sql`SELECT c.subject, f.data FROM cases c JOIN facts f ON f.subject_id = c.id WHERE c.case_no = ${caseNo} ORDER BY f.seq`;
  const before = await city.rows(words);
  await marked.sealed();
  await city.asOwner(sql`
    CREATE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'it stays'; END $$`);
  await city.asOwner(sql`CREATE TRIGGER stays BEFORE UPDATE ON assignments FOR EACH ROW EXECUTE FUNCTION stays()`);
  await expect(city.app.get(RetentionRun, { strict: false }).run()).rejects.toThrow('it stays');
  expect(await city.rows(words)).toEqual(before);
  expect((await auditor.get(`${batches}/${batchId}`)).body.state).toBe('RUNNING');
  await city.asOwner(sql`DROP TRIGGER stays ON assignments`, sql`DROP FUNCTION stays`);
}

/** What lies sealed is opened: columns cannot be searched for what is in it. */
async function expectNothingSealed(): Promise<void> {
  const left = await city.rows<{ n: number }>(sql`
    SELECT ((SELECT count(*) FROM petitioners) + (SELECT count(*) FROM petitioner_corrections)
      + (SELECT count(*) FROM idempotency_keys k WHERE k.scope NOT LIKE 'retention%') + (SELECT count(*) FROM unsealed_rows))::integer AS n`);
  expect(left).toEqual([{ n: 0 }]);
  expect(await marked.messages()).toEqual([]);
}
