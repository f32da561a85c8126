import { explainedDays } from '../support/explained-clock.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let handler: Client;
let dispatcher: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
  [handler, dispatcher] = [await city.as('handler.ty-tra'), await city.as('dispatcher')];
});

afterAll(() => city.close());

async function open(email = 'nobody@example.org', receivedAt?: string): Promise<string> {
  const petitioner = { email, preferredContact: 'EMAIL' };
  const { body } = await (await city.as('operator')).post('/petitions', { ...signalTiming, petitioner, receivedAt });
  await city.drain();
  return body.case.caseNo;
}

const read = async (caseNo: string): Promise<Answer['body']> => (await dispatcher.get(`/cases/${caseNo}`)).body;

async function precedents(): Promise<unknown[]> {
  await city.drain();
  return (await dispatcher.get('/precedents?category=RD-001')).body.items;
}

const precedentOf = (caseNo: string, fromAgencyCode: string): unknown =>
  expect.objectContaining({ caseNo, fromAgencyCode, agencyCode: 'TY-RMO' });

const recategorise = (by: Client, caseNo: string, categoryCode: string): Promise<Answer> =>
  by.post(`/cases/${caseNo}/recategorise`, { categoryCode, reason: '現場為路面坑洞' });

describe('a case that turns out to be about something else', () => {
  test('is routed again: another agency has it with the time of its new category, the petitioner is told, the decision is kept', async () => {
    const caseNo = await open('hole@example.org');
    const { body } = await recategorise(handler, caseNo, 'RD-001');
    expect(body).toMatchObject({
      status: 'DISPATCHED',
      category: { code: 'RD-001' },
      leadAgency: { code: 'TY-RMO' },
      priority: 'P1',
      safetyHazard: true,
      reroutes: 1,
      dueAt: expect.stringMatching(/^2026-11-16T13:0/), // four hours from the first receipt
    });
    await city.drain();
    const clock = (await dispatcher.get(`/cases/${caseNo}/clock`)).body;
    expect(clock).toMatchObject({ dueAt: body.dueAt, sla: { value: 4, unit: 'HOUR' } });
    expect([explainedDays(clock), clock.days[0].minutes]).toEqual([['11-16 RECEIPT'], 240]);
    expect(clock.ledger.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['RECATEGORISE', 'START', 'TRANSFER']);
    expect((await dispatcher.get(`/cases/${caseNo}/routing`)).body).toMatchObject({ leadAgencyCode: 'TY-RMO' });
    expect(await city.templatesTo('hole@example.org')).toEqual(['acknowledgement', 'transferred']);
    expect((await handler.get(`/cases/${caseNo}`)).body).toMatchObject({ access: 'FORMER', subject: null, leadAgency: null });
  });

  test('whose new time would be over already has it from now on', async () => {
    const caseNo = await open();
    await city.advanceTo('2026-11-16T15:00:00+08:00');
    const { body } = await recategorise(handler, caseNo, 'RD-001');
    expect(body).toMatchObject({ overdue: false, dueAt: expect.stringMatching(/^2026-11-16T19:0/) });
    await city.drain();
    expect((await read(caseNo)).dueAt).toMatch(/^2026-11-16T19:0/);
    const clock = (await dispatcher.get(`/cases/${caseNo}/clock`)).body;
    expect(clock.startedAt).toMatch(/^2026-11-16T09:0/); // the citizen's clock never begins again
    expect(clock.ledger).toContainEqual(
      expect.objectContaining({ kind: 'RECATEGORISE', until: expect.stringMatching(/^2026-11-16T19:0/) }),
    );
  });

  test('goes to an agency for the second time only when the city’s level says so', async () => {
    const caseNo = await open();
    await dispatcher.post(`/cases/${caseNo}/transfer`, { agencyCode: 'TY-PWB', reason: '屬工務局' });
    const before = await read(caseNo);
    const refused = await recategorise(await city.as('handler.ty-pwb'), caseNo, 'RD-001');
    expectProblem(refused, { status: 403, code: 'case.ruling_required' });
    expect(await read(caseNo)).toEqual(before);
    const ruled = await recategorise(await city.as('city'), caseNo, 'RD-001');
    expect(ruled.body).toMatchObject({ leadAgency: { code: 'TY-RMO' }, reroutes: 2 });
    expect(await precedents()).toContainEqual(precedentOf(caseNo, 'TY-PWB'));
  });

  test('that was given back goes where the rules send it: that hop has been counted, and the petitioner is told', async () => {
    const caseNo = await open('returned@example.org');
    await handler.post(`/cases/${caseNo}/return`, { reason: '是坑洞，非號誌' });
    const sent = await recategorise(dispatcher, caseNo, 'RD-001');
    expect(sent.body).toMatchObject({ status: 'DISPATCHED', leadAgency: { code: 'TY-RMO' }, reroutes: 1, proposedAgency: null });
    expect(await city.templatesTo('returned@example.org')).toEqual(['acknowledgement', 'transferred']);
    expect(await precedents()).not.toContainEqual(expect.objectContaining({ caseNo }));
  });

  test('that was given back twice goes where the city’s level sends it, which is a precedent', async () => {
    const caseNo = await open();
    await handler.post(`/cases/${caseNo}/return`, { reason: '非號誌' });
    await dispatcher.post(`/cases/${caseNo}/dispatch`, { agencyCode: 'TY-PWB', reason: '屬工務局' });
    await (await city.as('handler.ty-pwb')).post(`/cases/${caseNo}/return`, { reason: '是坑洞' });
    const refused = await recategorise(dispatcher, caseNo, 'RD-001');
    expectProblem(refused, { status: 403, code: 'case.ruling_required' });
    const ruled = await recategorise(await city.as('city'), caseNo, 'RD-001');
    expect(ruled.body).toMatchObject({ status: 'DISPATCHED', leadAgency: { code: 'TY-RMO' }, reroutes: 2 });
    expect(await precedents()).toContainEqual(precedentOf(caseNo, 'TY-PWB'));
  });

  test('invariant 6: that was taken from a recused agency is another’s now, which its petitioner is told', async () => {
    const caseNo = await open('recused@example.org');
    await dispatcher.post(`/cases/${caseNo}/recuse`, { agencyCode: 'TY-TRA', reason: '陳情該局' });
    const sent = await recategorise(dispatcher, caseNo, 'RD-001');
    expect(sent.body).toMatchObject({ status: 'DISPATCHED', leadAgency: { code: 'TY-RMO' } });
    expect(await city.templatesTo('recused@example.org')).toEqual(['acknowledgement', 'transferred']);
  });

  test('invariant 8: that answers for another has its new time since the earlier receipt of the two, and its own when they are apart', async () => {
    const [earlier, caseNo] = [await open(undefined, '2026-11-13T09:00:00+08:00'), await open()];
    await dispatcher.post(`/cases/${earlier}/merge`, { intoCaseNo: caseNo, reason: '同一路口' });
    const { body } = await recategorise(handler, caseNo, 'TF-005');
    expect(body.dueAt).toBe('2026-11-27T17:30:00.000+08:00'); // ten working days
    await city.drain();
    expect((await read(caseNo)).dueAt).toBe(body.dueAt);
    expect((await dispatcher.get(`/cases/${caseNo}/clock`)).body).toMatchObject({ startedAt: '2026-11-13T09:00:00.000+08:00' });
    await dispatcher.post(`/cases/${earlier}/unmerge`, { reason: '不是同一路口' });
    await city.drain();
    expect((await read(caseNo)).dueAt).toBe('2026-11-30T17:30:00.000+08:00');
  });

  test('that nobody had is sent by the rules', async () => {
    const unclear = { channel: 'HOTLINE', subject: '怪聲音', description: '不知道', location: signalTiming.location };
    const { body } = await (await city.as('operator')).post('/petitions', unclear);
    const sent = await recategorise(await city.as('dispatcher'), body.case.caseNo, 'TF-002');
    expect(sent.body).toMatchObject({ status: 'DISPATCHED', leadAgency: { code: 'TY-TRA' }, reroutes: 0 });
    await city.drain();
    const { ledger } = (await handler.get(`/cases/${body.case.caseNo}/clock`)).body;
    expect(ledger).toContainEqual(expect.objectContaining({ kind: 'TRANSFER', to: 'TY-TRA' }));
  });

  test('is not what it was already, nor what no category is', async () => {
    const caseNo = await open();
    expectProblem(await recategorise(handler, caseNo, 'TF-002'), { status: 422, code: 'case.same_category' });
    expectProblem(await recategorise(handler, caseNo, 'XX-999'), { status: 422, code: 'input.invalid' });
    expectProblem(await recategorise(await city.as('handler.ty-lib'), caseNo, 'RD-001'), { status: 404, code: 'case.not_found' });
  });

  test('gets no new time by that: never more than it had, and what was late stays late, back and forth', async () => {
    const caseNo = await open();
    const due = (await read(caseNo)).dueAt as string;
    expect(due).toBe('2026-11-24T17:30:00.000+08:00');
    await handler.post(`/cases/${caseNo}/accept`);
    await city.acceptHazards();
    await city.advanceTo('2026-11-24T16:00:00+08:00');
    expect((await recategorise(handler, caseNo, 'TF-003')).body).toMatchObject({ dueAt: due, overdue: false }); // 24 hours
    await city.drain();
    expect(await read(caseNo)).toMatchObject({ dueAt: due, overdue: false });
    await city.advanceTo('2026-11-25T09:00:00+08:00');
    for (const category of ['TF-002', 'TF-004', 'TF-002']) {
      expect((await recategorise(handler, caseNo, category)).body).toMatchObject({ dueAt: due, overdue: true });
      await city.drain();
      expect(await read(caseNo)).toMatchObject({ dueAt: due, overdue: true });
    }
  });
});
