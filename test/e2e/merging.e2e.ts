import { explainedDays } from '../support/explained-clock.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { MergingCity, type Opened } from '../support/merging-city.ts';
import { expectProblem } from '../support/problem.ts';
import type { Answer } from '../support/test-app.ts';

const DAY_BEFORE = '2026-11-16T09:00:00+08:00';

let city: MergingCity;

beforeAll(async () => {
  city = await MergingCity.begin();
});

afterAll(() => city.app.close());

const ledgerOf = async (caseNo: string): Promise<string[]> =>
  (await city.dispatcher.get(`/cases/${caseNo}/clock`)).body.ledger.map(({ kind }: { kind: string }) => kind);
const statusOf = async ({ petitionNo, lookupCode }: Opened): Promise<Answer['body']> =>
  (await city.app.citizen.get(`/public/petitions/${petitionNo}?code=${lookupCode}`)).body;
const templatesTo = ({ email }: Opened): Promise<string[]> => city.app.templatesTo(email);

describe('two cases about one matter', () => {
  test('invariant 8: the one answers for both, in the time since the earlier receipt, and every petitioner gets its result', async () => {
    const earlier = await city.open(signalTiming, DAY_BEFORE);
    const later = await city.open();
    await city.handler.post(`/cases/${later.caseNo}/accept`);
    const before = { earlier: await city.read(earlier.caseNo), later: await city.read(later.caseNo) };
    const merged = await city.merge(earlier.caseNo, later.caseNo);
    expect([merged.status, merged.headers.etag]).toEqual([200, `"${(before.earlier.version as number) + 1}"`]);
    expect(merged.body).toMatchObject({
      status: 'MERGED',
      mergedInto: later.caseNo,
      openCommands: ['note', 'unmerge'],
      firstReceivedAt: before.earlier.firstReceivedAt,
      clock: { state: 'STOPPED' },
      outcome: null,
    });
    await city.app.drain();
    const survivor = await city.read(later.caseNo);
    expect(survivor).toMatchObject({
      status: 'IN_PROGRESS',
      version: (before.later.version as number) + 1,
      petitionCount: 2,
      firstReceivedAt: before.later.firstReceivedAt,
      dueAt: before.earlier.dueAt,
      mergedInto: null,
    });
    expect(before.later.dueAt > survivor.dueAt).toBe(true);
    const { body: clock } = await city.dispatcher.get(`/cases/${later.caseNo}/clock`);
    expect(clock.ledger).toMatchObject([
      { kind: 'START', dueAt: before.later.dueAt },
      { kind: 'MERGE', dueAt: survivor.dueAt },
    ]);
    expect(explainedDays(clock)[0]).toBe('11-16 RECEIPT');
    expect([clock.startedAt, clock.ledger[1].startedAt]).toEqual(Array(2).fill('2026-11-16T09:00:00.000+08:00'));

    expect(await templatesTo(earlier)).toEqual(['acknowledgement', 'merged']);
    const { body: told } = await city.app.letterTo(earlier.email, 'merged', later.caseNo);
    expect(told).toContain(earlier.petitionNo);
    expect(told).toContain('桃園市政府交通局');
    expect(told).not.toContain('同一路口'); // why is the agencies' own matter
    expect(await templatesTo(later)).toEqual(['acknowledgement']);

    await city.handler.post(`/cases/${later.caseNo}/submit-reply`, { text: '已調整秒數。', outcome: 'UPHELD' });
    for (const citizen of [earlier, later]) expect((await templatesTo(citizen)).slice(-2)).toEqual(['reply', 'survey']);
    expect(await statusOf(earlier)).toMatchObject({ status: 'CLOSED', replies: [{ text: '已調整秒數。' }] });
  });

  test('the merged case’s page and number keep working and point to the other, to its citizens as well', async () => {
    const [a, b] = [await city.open(), await city.open()];
    await city.handler.post(`/cases/${b.caseNo}/note`, { text: '給別人的話', public: true });
    await city.app.advanceTo('2026-11-17T09:10:00+08:00');
    await city.merge(a.caseNo, b.caseNo, city.supervisor);
    await city.app.advanceTo('2026-11-17T09:20:00+08:00');
    await city.handler.post(`/cases/${b.caseNo}/accept`);
    expect((await city.handler.get(`/cases/${a.caseNo}`)).body).toMatchObject({ status: 'MERGED', mergedInto: b.caseNo });
    const petitions = async (no: string): Promise<string[]> =>
      (await city.handler.get(`/cases/${no}/petitions`)).body.items.map((petition: Opened) => petition.petitionNo);
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
    const inbox = (await city.handler.get('/cases?status=DISPATCHED,IN_PROGRESS')).body.items as Opened[];
    expect(inbox.map(({ caseNo }) => caseNo)).not.toContain(a.caseNo);
    const joined = await city.operator.post('/petitions', { ...signalTiming, joinCaseNo: a.caseNo });
    expect([joined.status, joined.body.case.caseNo]).toEqual([201, b.caseNo]);
    expect((await city.dispatcher.get(`/cases/${b.caseNo}/events`)).body.items).toContainEqual(
      expect.objectContaining({ type: 'case.merge_received', data: expect.objectContaining({ caseNo: a.caseNo }) }),
    );
  });

  test('taken apart, each has its status, its city.handler, its petitions and its time again', async () => {
    const early = await city.open(signalTiming, DAY_BEFORE);
    const late = await city.open();
    await city.handler.post(`/cases/${early.caseNo}/accept`);
    const before = { early: await city.read(early.caseNo), late: await city.read(late.caseNo) };
    await city.merge(early.caseNo, late.caseNo);
    await city.app.drain();
    expect((await city.read(late.caseNo)).dueAt).toBe(before.early.dueAt);
    const apart = await city.unmerge(early.caseNo);
    await city.app.drain();
    const same = ({ version: _, clock, ...rest }: Answer['body']): object => ({ ...rest, clock: clock.state });
    expect(apart.status).toBe(200);
    expect(same(await city.read(early.caseNo))).toEqual(same(before.early));
    expect(same(await city.read(late.caseNo))).toEqual(same(before.late));
    expect(await ledgerOf(early.caseNo)).toEqual(['START', 'STOP', 'RESTORE']);
    expect(await ledgerOf(late.caseNo)).toEqual(['START', 'MERGE', 'UNMERGE']);
    expect(await templatesTo(early)).toEqual(['acknowledgement', 'merged', 'unmerged']);
    expect(await statusOf(early)).toMatchObject({ caseNo: early.caseNo, status: 'IN_PROGRESS' });
    await city.handler.post(`/cases/${early.caseNo}/submit-reply`, { text: '已處理。', outcome: 'UPHELD' });
    expect(await templatesTo(early)).toEqual(['acknowledgement', 'merged', 'reply', 'survey', 'unmerged']);
    expect(await templatesTo(late)).toEqual(['acknowledgement']);
  });

  test('a merged case reminds nobody any more, and the other one reminds in its time', async () => {
    const early = await city.open(signalTiming, '2026-11-09T09:00:00+08:00');
    const late = await city.open();
    await city.merge(early.caseNo, late.caseNo);
    await city.app.drain();
    const sent = async (caseNo: string): Promise<string[]> =>
      (await city.dispatcher.get(`/reminders?caseNo=${caseNo}`)).body.items.map(({ step }: { step: string }) => step);
    const before = await sent(early.caseNo);
    await city.app.advanceTo('2026-11-18T09:00:00+08:00');
    expect(await sent(early.caseNo)).toEqual(before);
    expect(await sent(late.caseNo)).not.toEqual([]);
    expect((await city.read(late.caseNo)).overdue).toBe(true);

    await city.unmerge(early.caseNo); // what was late because of the other one is late no more; that one stays late
    await city.app.drain();
    expect(await city.read(late.caseNo)).toMatchObject({ overdue: false });
    expect(await city.read(early.caseNo)).toMatchObject({ overdue: true });
    const events = (await city.dispatcher.get(`/cases/${late.caseNo}/events`)).body.items as { type: string; data: object }[];
    expect(events.filter(({ type }) => type === 'deadline.excused')).toMatchObject([{ data: { overdueSinceNow: null } }]);

    const byItself = await city.open(signalTiming, '2026-11-10T09:00:00+08:00');
    await city.app.advanceTo('2026-11-19T09:00:00+08:00');
    await city.merge(early.caseNo, byItself.caseNo);
    await city.app.drain();
    await city.unmerge(early.caseNo);
    await city.app.drain();
    expect(await city.read(byItself.caseNo)).toMatchObject({ overdue: true }); // as it was before
  });
});

test('whoever works on them is told that a case is another’s now, or answers for another, why, and when they are taken apart', async () => {
  const [ends, survivor] = [await city.open(), await city.open()];
  const told = async (who: string): Promise<string[]> =>
    (await city.app.lettersTo(`${who}.ty-tra@demonstration.invalid`))
      .filter(({ caseNo, template }) => [ends.caseNo, survivor.caseNo].includes(caseNo) && template.includes('merge'))
      .filter(({ body }) => [ends, survivor].every(({ caseNo }) => body.includes(caseNo)) && body.includes('同一路口'))
      .map(({ template, caseNo }) => `${template} ${caseNo}`)
      .sort();
  await city.handler.post(`/cases/${ends.caseNo}/accept`);
  await city.merge(ends.caseNo, survivor.caseNo);
  expect(await told('handler')).toEqual([`case-merged ${ends.caseNo}`]);
  expect(await told('supervisor')).toEqual([`merge-received ${survivor.caseNo}`]); // nobody handles that one yet
  await city.handler.post(`/cases/${survivor.caseNo}/accept`);
  await city.unmerge(ends.caseNo);
  const all = [`case-merged ${ends.caseNo}`, `case-unmerged ${ends.caseNo}`, `merge-undone ${survivor.caseNo}`];
  expect(await told('handler')).toEqual(all);
});

describe('cases that are merged on', () => {
  test('lead to the case at the end, and come out with what they brought', async () => {
    const [a, b, c] = [await city.open(), await city.open(), await city.open(signalTiming, DAY_BEFORE)];
    await city.merge(a.caseNo, b.caseNo);
    await city.merge(b.caseNo, c.caseNo);
    for (const { caseNo } of [a, b]) expect((await city.read(caseNo)).mergedInto).toBe(c.caseNo);
    expect(await statusOf(a)).toMatchObject({ caseNo: c.caseNo });
    expect((await city.read(c.caseNo)).petitionCount).toBe(3);
    const round = await city.merge(c.caseNo, a.caseNo);
    expectProblem(round, { status: 409, code: 'case.final' });
    expect(round.body.mergedInto).toBe(c.caseNo);
    expect((await city.unmerge(b.caseNo)).body.petitionCount).toBe(2);
    expect((await city.read(a.caseNo)).mergedInto).toBe(b.caseNo);
    expect((await city.read(c.caseNo)).petitionCount).toBe(1);
    await city.merge(b.caseNo, c.caseNo);
    expect((await city.unmerge(a.caseNo)).body).toMatchObject({ status: 'DISPATCHED', petitionCount: 1 });
    expect((await city.read(c.caseNo)).petitionCount).toBe(2);
    expect((await city.unmerge(b.caseNo)).body.petitionCount).toBe(1);
    await city.app.drain();
    expect((await city.read(b.caseNo)).dueAt).toBe((await city.read(a.caseNo)).dueAt);
  });
});
