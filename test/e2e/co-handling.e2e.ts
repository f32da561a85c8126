import { roadHog, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let operator: Client;
let supervisor: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-17T09:00:00+08:00' });
  [operator, supervisor] = [await city.as('operator'), await city.as('supervisor.ty-tra')];
});

afterAll(() => city.close());

const open = async (body: object): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;

describe('co-handling', () => {
  test('a co-handler answers for its own part, and the leading agency closes only then, with one reply', async () => {
    const caseNo = await open(roadHog);
    const helper = await city.as('handler.ty-oem');
    const lead = await city.as('handler.ty-pp02');
    expect((await helper.get(`/cases/${caseNo}`)).body.assignments).toMatchObject([
      { agencyCode: 'TY-PP02', role: 'LEAD' },
      { agencyCode: 'TY-OEM', role: 'CO_HANDLER', status: 'ASSIGNED', answer: null },
    ]);
    expect((await lead.post(`/cases/${caseNo}/accept`)).body.assignments).toMatchObject([
      { status: 'ACCEPTED' },
      { status: 'ASSIGNED' },
    ]);
    const helping = await helper.post(`/cases/${caseNo}/accept`);
    expect(helping.body).toMatchObject({ status: 'IN_PROGRESS', assignments: [{}, { status: 'ACCEPTED' }] });
    expectProblem(await helper.post(`/cases/${caseNo}/accept`), { status: 409, code: 'case.illegal_command' });
    const reply = { outcome: 'UPHELD', reply: '已清除' };
    expectProblem(await helper.post(`/cases/${caseNo}/close`, reply), { status: 403, code: 'case.not_lead_agency' });
    const early = await lead.post(`/cases/${caseNo}/close`, reply);
    expectProblem(early, { status: 409, code: 'case.co_handlers_open' });
    expect(early.body.agencyCodes).toEqual(['TY-OEM']);
    const answered = await helper.post(`/cases/${caseNo}/submit-reply`, { outcome: 'INFORMATION', text: '噪音已量測' });
    expect(answered.body).toMatchObject({
      status: 'IN_PROGRESS',
      reply: null,
      assignments: [{}, { status: 'ANSWERED', answer: '噪音已量測' }],
    });
    expectProblem(await helper.post(`/cases/${caseNo}/submit-reply`, { outcome: 'INFORMATION', text: 'x' }), {
      status: 409,
      code: 'case.illegal_command',
    });
    expect((await lead.post(`/cases/${caseNo}/close`, reply)).body).toMatchObject({ status: 'CLOSED', reply: '已清除' });
  });

  test('an agency is asked to help and told why, may decline, and another is done without; what it wrote stays', async () => {
    const caseNo = await open(signalTiming);
    const add = (agencyCode: string): ReturnType<typeof supervisor.post> =>
      supervisor.post(`/cases/${caseNo}/add-co-handler`, { agencyCode, reason: '需路燈資料' });
    const asked = await add('TY-OEM');
    expect(asked.body.assignments).toMatchObject([{ role: 'LEAD' }, { agencyCode: 'TY-OEM', role: 'CO_HANDLER' }]);
    expectProblem(await add('TY-OEM'), { status: 422, code: 'case.already_on_case' });
    expectProblem(await add('TY-NONE'), { status: 422, code: 'input.invalid' });
    expect(await city.templatesTo('supervisor.ty-oem@demonstration.invalid', caseNo)).toEqual(['dispatched']);
    const helper = await city.as('handler.ty-oem');
    const left = await helper.post(`/cases/${caseNo}/return`, { reason: '無此資料' });
    expect(left.status).toBe(200);
    expectProblem(await helper.get(`/cases/${caseNo}`), { status: 404, code: 'case.not_found' });
    await add('TY-LIB');
    const remove = { agencyCode: 'TY-LIB', reason: '已不需要' };
    expect((await supervisor.post(`/cases/${caseNo}/remove-co-handler`, remove)).body.assignments).toHaveLength(1);
    expectProblem(await supervisor.post(`/cases/${caseNo}/remove-co-handler`, remove), {
      status: 422,
      code: 'case.not_co_handler',
    });
    const events = (await supervisor.get(`/cases/${caseNo}/events`)).body.items.map(({ type }: { type: string }) => type);
    expect(events.filter((type: string) => type.startsWith('case.co_handler'))).toEqual([
      'case.co_handler_added',
      'case.co_handler_returned',
      'case.co_handler_added',
      'case.co_handler_removed',
    ]);
  });
});
