import { libraryLetter, pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Tuesday morning. */
const MORNING = '2026-11-17T09:00:00+08:00';
const DAY_BEFORE = '2026-11-16T09:00:00+08:00';

let city: TestApp;
let operator: Client;
let dispatcher: Client;
let handler: Client;
let supervisor: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: MORNING });
  [operator, dispatcher, handler, supervisor] = (await Promise.all(
    ['operator', 'dispatcher', 'handler.ty-tra', 'supervisor.ty-tra'].map((name) => city.as(name)),
  )) as [Client, Client, Client, Client];
});

afterAll(() => city.close());

interface Opened {
  readonly caseNo: string;
  readonly petitionNo: string;
  readonly lookupCode: string;
  readonly email: string;
}

let citizens = 0;

/** A petition of somebody of their own. */
async function open(body: object = signalTiming, receivedAt = MORNING): Promise<Opened> {
  const email = `citizen-${(citizens += 1)}@example.org`;
  const { status, body: answer } = await operator.post('/petitions', {
    ...body,
    receivedAt,
    petitioner: { name: '王小明', email },
  });
  if (status !== 201) throw new Error(JSON.stringify(answer));
  return { caseNo: answer.case.caseNo, petitionNo: answer.petitionNo, lookupCode: answer.lookupCode, email };
}

const merge = (of: string, into: string, by = dispatcher): Promise<Answer> =>
  by.post(`/cases/${of}/merge`, { intoCaseNo: into, reason: '同一路口' });
const unmerge = (of: string, by = dispatcher): Promise<Answer> => by.post(`/cases/${of}/unmerge`, { reason: '不是同一路口' });
const read = async (caseNo: string): Promise<Answer['body']> => (await dispatcher.get(`/cases/${caseNo}`)).body;
const ledgerOf = async (caseNo: string): Promise<string[]> =>
  (await dispatcher.get(`/cases/${caseNo}/clock`)).body.ledger.map(({ kind }: { kind: string }) => kind);
const statusOf = async ({ petitionNo, lookupCode }: Opened): Promise<Answer['body']> =>
  (await city.citizen.get(`/public/petitions/${petitionNo}?code=${lookupCode}`)).body;
const templatesTo = ({ email }: Opened): Promise<string[]> => city.templatesTo(email);

describe('two cases about one matter', () => {
  test('invariant 8: the one answers for both, in the time since the earlier receipt, and every petitioner gets its result', async () => {
    const earlier = await open(signalTiming, DAY_BEFORE);
    const later = await open();
    await handler.post(`/cases/${later.caseNo}/accept`);
    const before = { earlier: await read(earlier.caseNo), later: await read(later.caseNo) };
    const merged = await merge(earlier.caseNo, later.caseNo);
    expect([merged.status, merged.headers.etag]).toEqual([200, `"${(before.earlier.version as number) + 1}"`]);
    expect(merged.body).toMatchObject({
      status: 'MERGED',
      mergedInto: later.caseNo,
      openCommands: ['note', 'unmerge'],
      firstReceivedAt: before.earlier.firstReceivedAt,
      clock: { state: 'STOPPED' },
      outcome: null,
    });
    await city.drain();
    const survivor = await read(later.caseNo);
    expect(survivor).toMatchObject({
      status: 'IN_PROGRESS',
      version: (before.later.version as number) + 1,
      petitionCount: 2,
      firstReceivedAt: before.later.firstReceivedAt,
      dueAt: before.earlier.dueAt,
      mergedInto: null,
    });
    expect(before.later.dueAt > survivor.dueAt).toBe(true);
    const { body: clock } = await dispatcher.get(`/cases/${later.caseNo}/clock`);
    expect(clock.ledger).toMatchObject([
      { kind: 'START', dueAt: before.later.dueAt },
      { kind: 'MERGE', dueAt: survivor.dueAt },
    ]);
    expect([clock.startedAt, clock.ledger[1].startedAt]).toEqual(Array(2).fill('2026-11-16T09:00:00.000+08:00'));

    expect(await templatesTo(earlier)).toEqual(['acknowledgement', 'merged']);
    const { body: told } = await city.letterTo(earlier.email, 'merged', later.caseNo);
    expect(told).toContain(earlier.petitionNo);
    expect(told).toContain('桃園市政府交通局');
    expect(told).not.toContain('同一路口'); // why is the agencies' own matter
    expect(await templatesTo(later)).toEqual(['acknowledgement']);

    await handler.post(`/cases/${later.caseNo}/submit-reply`, { text: '已調整秒數。', outcome: 'UPHELD' });
    for (const citizen of [earlier, later]) expect((await templatesTo(citizen)).slice(-2)).toEqual(['reply', 'survey']);
    expect(await statusOf(earlier)).toMatchObject({ status: 'CLOSED', replies: [{ text: '已調整秒數。' }] });
  });

  test('the merged case’s page and number keep working and point to the other, to its citizens as well', async () => {
    const [a, b] = [await open(), await open()];
    await handler.post(`/cases/${b.caseNo}/note`, { text: '給別人的話', public: true });
    await city.advanceTo('2026-11-17T09:10:00+08:00');
    await merge(a.caseNo, b.caseNo, supervisor);
    await city.advanceTo('2026-11-17T09:20:00+08:00');
    await handler.post(`/cases/${b.caseNo}/accept`);
    expect((await handler.get(`/cases/${a.caseNo}`)).body).toMatchObject({ status: 'MERGED', mergedInto: b.caseNo });
    const petitions = async (no: string): Promise<string[]> =>
      (await handler.get(`/cases/${no}/petitions`)).body.items.map((petition: Opened) => petition.petitionNo);
    expect(await petitions(a.caseNo)).toEqual([a.petitionNo]);
    expect((await petitions(b.caseNo)).sort()).toEqual([a.petitionNo, b.petitionNo].sort());
    const seen = await statusOf(a);
    expect(seen).toMatchObject({ petitionNo: a.petitionNo, caseNo: b.caseNo, status: 'IN_PROGRESS' });
    expect(seen.events.map(({ type }: { type: string }) => type)).toEqual([
      'case.opened',
      'case.dispatched',
      'case.merged',
      'case.accepted',
    ]);
    expect(JSON.stringify(await statusOf(b))).not.toContain(a.petitionNo);
    const inbox = (await handler.get('/cases?status=DISPATCHED,IN_PROGRESS')).body.items as Opened[];
    expect(inbox.map(({ caseNo }) => caseNo)).not.toContain(a.caseNo);
    const joined = await operator.post('/petitions', { ...signalTiming, joinCaseNo: a.caseNo });
    expect([joined.status, joined.body.case.caseNo]).toEqual([201, b.caseNo]);
    expect((await dispatcher.get(`/cases/${b.caseNo}/events`)).body.items).toContainEqual(
      expect.objectContaining({ type: 'case.merge_received', data: expect.objectContaining({ caseNo: a.caseNo }) }),
    );
  });

  test('taken apart, each has its status, its handler, its petitions and its time again', async () => {
    const early = await open(signalTiming, DAY_BEFORE);
    const late = await open();
    await handler.post(`/cases/${early.caseNo}/accept`);
    const before = { early: await read(early.caseNo), late: await read(late.caseNo) };
    await merge(early.caseNo, late.caseNo);
    await city.drain();
    expect((await read(late.caseNo)).dueAt).toBe(before.early.dueAt);
    const apart = await unmerge(early.caseNo);
    await city.drain();
    const same = ({ version: _, clock, ...rest }: Answer['body']): object => ({ ...rest, clock: clock.state });
    expect(apart.status).toBe(200);
    expect(same(await read(early.caseNo))).toEqual(same(before.early));
    expect(same(await read(late.caseNo))).toEqual(same(before.late));
    expect(await ledgerOf(early.caseNo)).toEqual(['START', 'STOP', 'RESTORE']);
    expect(await ledgerOf(late.caseNo)).toEqual(['START', 'MERGE', 'UNMERGE']);
    expect(await templatesTo(early)).toEqual(['acknowledgement', 'merged', 'unmerged']);
    expect(await statusOf(early)).toMatchObject({ caseNo: early.caseNo, status: 'IN_PROGRESS' });
    await handler.post(`/cases/${early.caseNo}/submit-reply`, { text: '已處理。', outcome: 'UPHELD' });
    expect(await templatesTo(early)).toEqual(['acknowledgement', 'merged', 'reply', 'survey', 'unmerged']);
    expect(await templatesTo(late)).toEqual(['acknowledgement']);
  });

  test('a merged case reminds nobody any more, and the other one reminds in its time', async () => {
    const early = await open(signalTiming, '2026-11-09T09:00:00+08:00');
    const late = await open();
    await merge(early.caseNo, late.caseNo);
    await city.drain();
    const sent = async (caseNo: string): Promise<string[]> =>
      (await dispatcher.get(`/reminders?caseNo=${caseNo}`)).body.items.map(({ step }: { step: string }) => step);
    const before = await sent(early.caseNo);
    await city.advanceTo('2026-11-18T09:00:00+08:00');
    expect(await sent(early.caseNo)).toEqual(before);
    expect(await sent(late.caseNo)).not.toEqual([]);
    expect((await read(late.caseNo)).overdue).toBe(true);
  });
});

test('whoever works on them is told that a case is another’s now, or answers for another, why, and when they are taken apart', async () => {
  const [ends, survivor] = [await open(), await open()];
  const told = async (who: string): Promise<string[]> =>
    (await city.lettersTo(`${who}.ty-tra@demonstration.invalid`))
      .filter(({ caseNo, template }) => [ends.caseNo, survivor.caseNo].includes(caseNo) && template.includes('merge'))
      .filter(({ body }) => [ends, survivor].every(({ caseNo }) => body.includes(caseNo)) && body.includes('同一路口'))
      .map(({ template, caseNo }) => `${template} ${caseNo}`)
      .sort();
  await handler.post(`/cases/${ends.caseNo}/accept`);
  await merge(ends.caseNo, survivor.caseNo);
  expect(await told('handler')).toEqual([`case-merged ${ends.caseNo}`]);
  expect(await told('supervisor')).toEqual([`merge-received ${survivor.caseNo}`]); // nobody handles that one yet
  await handler.post(`/cases/${survivor.caseNo}/accept`);
  await unmerge(ends.caseNo);
  const all = [`case-merged ${ends.caseNo}`, `case-unmerged ${ends.caseNo}`, `merge-undone ${survivor.caseNo}`];
  expect(await told('handler')).toEqual(all);
});

describe('cases that are merged on', () => {
  test('lead to the case at the end, and come out with what they brought', async () => {
    const [a, b, c] = [await open(), await open(), await open(signalTiming, DAY_BEFORE)];
    await merge(a.caseNo, b.caseNo);
    await merge(b.caseNo, c.caseNo);
    for (const { caseNo } of [a, b]) expect((await read(caseNo)).mergedInto).toBe(c.caseNo);
    expect(await statusOf(a)).toMatchObject({ caseNo: c.caseNo });
    expect((await read(c.caseNo)).petitionCount).toBe(3);
    const round = await merge(c.caseNo, a.caseNo);
    expectProblem(round, { status: 409, code: 'case.final' });
    expect(round.body.mergedInto).toBe(c.caseNo);
    expect((await unmerge(b.caseNo)).body.petitionCount).toBe(2);
    expect((await read(a.caseNo)).mergedInto).toBe(b.caseNo);
    expect((await read(c.caseNo)).petitionCount).toBe(1);
    await merge(b.caseNo, c.caseNo);
    expect((await unmerge(a.caseNo)).body).toMatchObject({ status: 'DISPATCHED', petitionCount: 1 });
    expect((await read(c.caseNo)).petitionCount).toBe(2);
    expect((await unmerge(b.caseNo)).body.petitionCount).toBe(1);
    await city.drain();
    expect((await read(b.caseNo)).dueAt).toBe((await read(a.caseNo)).dueAt);
  });
});

describe('what is refused leaves both cases as they were', () => {
  const unclear = { channel: 'HOTLINE', subject: '不知道找誰', description: '怪聲音' };
  const unchanged = async (caseNos: readonly string[], attempt: () => Promise<Answer>): Promise<Answer> => {
    const still = async (): Promise<object[]> => Promise.all(caseNos.map(async (no) => ({ ...(await read(no)), clock: null })));
    const before = await still();
    const answer = await attempt();
    expect(await still()).toEqual(before);
    return answer;
  };

  test('a merge into itself, into nothing, into what is not theirs, and without a reason', async () => {
    const { caseNo } = await open();
    const theirs = await open(pothole);
    const into = (intoCaseNo: unknown, by = supervisor): Promise<Answer> =>
      unchanged([caseNo, theirs.caseNo], () => by.post(`/cases/${caseNo}/merge`, { intoCaseNo, reason: 'r' }));
    const itself = await into(caseNo);
    expectProblem(itself, { status: 422, code: 'case.merge_into_itself' });
    expect(itself.body.errors).toMatchObject([{ field: 'intoCaseNo' }]);
    for (const nobodys of ['C26-999999-9', 'C26-1', '案件', theirs.caseNo])
      expectProblem(await into(nobodys), { status: 404, code: 'case.not_found' });
    for (const wrong of ['', '   ', 7, null, ['C26']]) expectProblem(await into(wrong), { status: 422, code: 'input.invalid' });
    const bare = await supervisor.post(`/cases/${caseNo}/merge`, { intoCaseNo: caseNo, reason: ' ' });
    expectProblem(bare, { status: 422, code: 'input.invalid' });
    expectProblem(await supervisor.post(`/cases/${caseNo}/merge`, { intoCaseNo: caseNo, reason: 'r', force: true }), {
      status: 422,
      code: 'input.invalid',
    });
    expectProblem(await handler.post(`/cases/${caseNo}/merge`, { intoCaseNo: caseNo, reason: 'r' }), {
      status: 403,
      code: 'auth.not_allowed',
    });
  });

  test('a merge into a closed case, into one that waits for its citizen, of a hazard into none, of a closed case', async () => {
    const [of, closed, hazard] = [await open(), await open(), await open(pothole)];
    await handler.post(`/cases/${closed.caseNo}/accept`);
    await handler.post(`/cases/${closed.caseNo}/close`, { outcome: 'UPHELD', reply: '好。' });
    const waiting = (await city.citizen.post('/public/petitions', libraryLetter)).body.case.caseNo as string;
    const all = [of.caseNo, closed.caseNo, hazard.caseNo, waiting];
    const refused = (from: string, into: string): Promise<Answer> => unchanged(all, () => merge(from, into));
    expectProblem(await refused(of.caseNo, closed.caseNo), { status: 409, code: 'case.final' });
    expectProblem(await refused(of.caseNo, waiting), { status: 409, code: 'case.merge_into_unconfirmed' });
    const lost = await refused(hazard.caseNo, of.caseNo);
    expectProblem(lost, { status: 409, code: 'case.merge_would_lose' });
    expect(lost.body.lost).toEqual(['SAFETY_HAZARD']);
    const late = await refused(closed.caseNo, of.caseNo);
    expectProblem(late, { status: 409, code: 'case.illegal_command' });
    expect(late.body.openCommands).not.toContain('merge');
    expectProblem(await unchanged(all, () => unmerge(of.caseNo)), { status: 409, code: 'case.illegal_command' });
  });

  test('a version that is not the newest, and a helper who would merge what another agency leads', async () => {
    const [of, into] = [await open(), await open()];
    const all = [of.caseNo, into.caseNo];
    const body = { intoCaseNo: into.caseNo, reason: 'r' };
    const stale = await unchanged(all, () => dispatcher.post(`/cases/${of.caseNo}/merge`, body, { 'if-match': '"7"' }));
    expectProblem(stale, { status: 412, code: 'case.version_mismatch' });
    for (const { caseNo } of [of, into])
      await dispatcher.post(`/cases/${caseNo}/add-co-handler`, { agencyCode: 'TY-OEM', reason: '協助' });
    const helper = await city.as('supervisor.ty-oem');
    expectProblem(await unchanged(all, () => helper.post(`/cases/${of.caseNo}/merge`, body)), {
      status: 403,
      code: 'case.not_lead_agency',
    });
  });

  test('taking apart what has been closed for both, or what another agency answers for', async () => {
    const [of, into, elsewhere] = [await open(), await open(), await open(unclear)];
    await dispatcher.post(`/cases/${elsewhere.caseNo}/dispatch`, { agencyCode: 'TY-LIB', reason: 'r' });
    await merge(of.caseNo, into.caseNo);
    await handler.post(`/cases/${into.caseNo}/accept`);
    await handler.post(`/cases/${into.caseNo}/close`, { outcome: 'UPHELD', reply: '好。' });
    const late = await unchanged([of.caseNo, into.caseNo], () => unmerge(of.caseNo));
    expectProblem(late, { status: 409, code: 'case.survivor_final' });
    expect(late.body.mergedInto).toBe(into.caseNo);
    await dispatcher.post(`/cases/${into.caseNo}/reopen`, { reason: '不是同一件' });
    expect((await unmerge(of.caseNo)).status).toBe(200);
    await merge(of.caseNo, elsewhere.caseNo);
    expectProblem(await unchanged([of.caseNo, elsewhere.caseNo], () => unmerge(of.caseNo, supervisor)), {
      status: 403,
      code: 'case.not_lead_agency',
    });
  });
});
