import { explainedDays } from '../support/explained-clock.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let handler: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
  handler = await city.as('handler.ty-tra');
});

afterAll(() => city.close());

async function open(email = 'nobody@example.org'): Promise<string> {
  const petitioner = { email, preferredContact: 'EMAIL' };
  const { body } = await (await city.as('operator')).post('/petitions', { ...signalTiming, petitioner });
  await city.drain();
  return body.case.caseNo;
}

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
    const dispatcher = await city.as('dispatcher');
    const clock = (await dispatcher.get(`/cases/${caseNo}/clock`)).body;
    expect(clock).toMatchObject({ dueAt: body.dueAt, sla: { value: 4, unit: 'HOUR' } });
    expect([explainedDays(clock), clock.days[0].minutes]).toEqual([['11-16 RECEIPT'], 240]);
    expect(clock.ledger.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['RECATEGORISE', 'START', 'TRANSFER']);
    expect((await dispatcher.get(`/cases/${caseNo}/routing`)).body).toMatchObject({ leadAgencyCode: 'TY-RMO' });
    expect(await city.templatesTo('hole@example.org')).toEqual(['acknowledgement', 'transferred']);
    expectProblem(await handler.get(`/cases/${caseNo}`), { status: 404, code: 'case.not_found' });
  });

  test('whose new time would be over already has it from now on', async () => {
    const caseNo = await open();
    await city.advanceTo('2026-11-16T15:00:00+08:00');
    const { body } = await recategorise(handler, caseNo, 'RD-001');
    expect(body).toMatchObject({ overdue: false, dueAt: expect.stringMatching(/^2026-11-16T19:0/) });
  });

  test('goes to an agency for the second time only when the city’s level says so', async () => {
    const caseNo = await open();
    await (await city.as('dispatcher')).post(`/cases/${caseNo}/transfer`, { agencyCode: 'TY-PWB', reason: '屬工務局' });
    const before = (await (await city.as('dispatcher')).get(`/cases/${caseNo}`)).body;
    const refused = await recategorise(await city.as('handler.ty-pwb'), caseNo, 'RD-001');
    expectProblem(refused, { status: 403, code: 'case.ruling_required' });
    expect((await (await city.as('dispatcher')).get(`/cases/${caseNo}`)).body).toEqual(before);
    expect((await recategorise(await city.as('city'), caseNo, 'RD-001')).body.leadAgency.code).toBe('TY-RMO');
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
});
