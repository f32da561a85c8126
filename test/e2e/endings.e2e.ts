import { explainedDays } from '../support/explained-clock.ts';
import { libraryLetter, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let operator: Client;
let dispatcher: Client;
let supervisor: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-17T09:00:00+08:00' });
  [operator, dispatcher] = [await city.as('operator'), await city.as('dispatcher')];
  supervisor = await city.as('supervisor.ty-tra');
});

afterAll(() => city.close());

const from = (email: string) => ({ ...signalTiming, petitioner: { name: '某人', email, preferredContact: 'EMAIL' } });
const open = async (body: object): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;
const noAction = (caseNo: string, body: object): Promise<Answer> =>
  supervisor.post(`/cases/${caseNo}/no-action`, { note: '查核紀錄', ...body });

async function answered(body: object): Promise<string> {
  const caseNo = await open(body);
  await supervisor.post(`/cases/${caseNo}/accept`);
  await supervisor.post(`/cases/${caseNo}/close`, { outcome: 'NOT_UPHELD', reply: '綠燈秒數符合規範。' });
  return caseNo;
}

const clockOf = async (caseNo: string): Promise<Answer['body']> => {
  await city.drain();
  return (await supervisor.get(`/cases/${caseNo}/clock`)).body;
};

describe('no action', () => {
  test('ends the case on a legal ground that the petitioner is told, stops its clock and asks for no opinion', async () => {
    const caseNo = await open(from('vague@example.org'));
    const { body } = await noAction(caseNo, { ground: 'NO_CONTENT_OR_IDENTITY' });
    expect(body).toMatchObject({
      status: 'NO_ACTION',
      outcome: null,
      reply: null,
      noAction: { ground: 'NO_CONTENT_OR_IDENTITY', earlierCaseNo: null },
      clock: { state: 'STOPPED' },
    });
    const clock = await clockOf(caseNo);
    expect([clock.state, explainedDays(clock).at(-1)]).toEqual(['STOPPED', '11-25 COUNTED 6']);
    expect(await city.templatesTo('vague@example.org')).toEqual(['acknowledgement', 'no-action']);
    const { body: told } = await city.letterTo('vague@example.org', 'no-action');
    expect(told).toContain('行政程序法第173條第1款');
    expect(told).not.toContain('查核紀錄');
  });

  test('leaves a survey that was not sent, with the reason, for every such end and for the closing that follows', async () => {
    const reader = await city.as('city');
    const caseNo = await open(from('unasked@example.org'));
    const records = async (): Promise<object[]> => {
      await city.drain();
      return (await reader.get(`/surveys?caseNo=${caseNo}`)).body.items;
    };
    await noAction(caseNo, { ground: 'COPY_ONLY' });
    const unasked = (closing: number) => ({ closing, state: 'NOT_SENT', reason: { code: 'NO_ACTION' }, expiresAt: null });
    expect(await records()).toMatchObject([unasked(1)]);
    await dispatcher.post(`/cases/${caseNo}/reopen`, { reason: '補充了照片', reasonCode: 'NEW_FACT' });
    await noAction(caseNo, { ground: 'COPY_ONLY' });
    expect(await records()).toMatchObject([unasked(2), unasked(1)]);
    await dispatcher.post(`/cases/${caseNo}/reopen`, { reason: '再補充', reasonCode: 'NEW_FACT' });
    await supervisor.post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '已調整秒數。' });
    expect(await records()).toMatchObject([{ closing: 3, state: 'OPEN' }, unasked(2), unasked(1)]);
    expect(await city.templatesTo('unasked@example.org', caseNo)).toEqual([
      'acknowledgement',
      'no-action',
      'no-action',
      'reply',
      'survey',
    ]);
  });

  test('invariant 5: because the matter was clearly answered needs a look, and a closed case of the same person, with its number', async () => {
    const ground = 'CLEARLY_ANSWERED';
    const earlierCaseNo = await answered(from('again@example.org'));
    const ofOther = await answered(from('other@example.org'));
    const unanswered = await open(from('again@example.org'));
    const elsewhere = await open({ ...libraryLetter, channel: 'LETTER' });
    const caseNo = await open(from('Again@Example.org'));
    expectProblem(await noAction(caseNo, { ground, earlierCaseNo }), { status: 409, code: 'case.new_fact_not_checked' });
    await supervisor.post(`/cases/${caseNo}/check-new-fact`, { newFact: false, reason: '與前案相同' });
    const before = (await supervisor.get(`/cases/${caseNo}`)).body;
    for (const wrong of [
      { ground },
      { ground, earlierCaseNo: ofOther },
      { ground, earlierCaseNo: unanswered },
      { ground, earlierCaseNo: elsewhere },
      { ground, earlierCaseNo: caseNo },
      { ground, earlierCaseNo: 'C26-1' },
      { ground: 'COPY_ONLY', earlierCaseNo },
    ]) {
      const refused = await noAction(caseNo, wrong);
      expectProblem(refused, { status: 422, code: 'case.bad_earlier_case' });
      expect(refused.body.errors).toMatchObject([{ field: 'earlierCaseNo' }]);
    }
    expectProblem(await noAction(caseNo, { ground: 'BORING' }), { status: 422, code: 'input.invalid' });
    expectProblem(await noAction(caseNo, { ground, earlierCaseNo, note: ' ' }), { status: 422, code: 'input.invalid' });
    expect((await supervisor.get(`/cases/${caseNo}`)).body).toEqual(before);

    const { body } = await noAction(caseNo, { ground, earlierCaseNo: earlierCaseNo.toLowerCase() });
    expect(body).toMatchObject({ status: 'NO_ACTION', noAction: { ground, earlierCaseNo } });
    expect((await city.letterTo('Again@Example.org', 'no-action')).body).toContain(earlierCaseNo);
    await dispatcher.post(`/cases/${caseNo}/reopen`, { reason: '補充了照片', reasonCode: 'NEW_FACT' });
    expectProblem(await noAction(caseNo, { ground, earlierCaseNo }), { status: 409, code: 'case.new_fact_not_checked' });
  });

  test('is no end for ever: with a new fact the case is taken up again, by the agency that had it, with a second clock', async () => {
    const caseNo = await open(from('new-fact@example.org'));
    await noAction(caseNo, { ground: 'COPY_ONLY' });
    const { body } = await dispatcher.post(`/cases/${caseNo}/reopen`, { reason: '補充了照片', reasonCode: 'NEW_FACT' });
    expect(body).toMatchObject({ status: 'IN_PROGRESS', noAction: null, closedAt: null, leadAgency: { code: 'TY-TRA' } });
    const second = await clockOf(caseNo);
    expect(second.ledger.map(({ kind }: { kind: string }) => kind)).toEqual(['START', 'STOP', 'START']);
    expect(explainedDays(second)[0]).toBe('11-17 RECEIPT');
  });

  test('of a case that nobody had sends it back to the dispatchers when it is taken up again', async () => {
    const caseNo = await open({ channel: 'HOTLINE', subject: '怪聲音', description: '不知道', location: signalTiming.location });
    expect((await dispatcher.post(`/cases/${caseNo}/no-action`, { ground: 'COPY_ONLY', note: 'x' })).status).toBe(200);
    const reopened = await dispatcher.post(`/cases/${caseNo}/reopen`, { reason: '弄錯了' });
    expect(reopened.body).toMatchObject({ status: 'TRIAGE', leadAgency: null });
  });
});

describe('withdrawal', () => {
  test('ends the case; the petitioner has it in writing and the agency may stop', async () => {
    const caseNo = await open(from('regret@example.org'));
    const { body } = await operator.post(`/cases/${caseNo}/withdraw`, { reason: '民眾表示已自行處理' });
    expect(body).toMatchObject({ status: 'WITHDRAWN', clock: { state: 'STOPPED' } });
    const { state, steps } = await clockOf(caseNo);
    expect([state, new Set(steps.map((step: { state: string }) => step.state))]).toEqual(['STOPPED', new Set(['ENDED'])]);
    expect(await city.templatesTo('regret@example.org')).toContain('withdrawn');
    const atWork = await city.lettersTo('supervisor.ty-tra@demonstration.invalid');
    expect(atWork.filter(({ template }) => template === 'withdrawal').map(({ body: text }) => text)).toEqual([
      expect.stringContaining('民眾表示已自行處理'),
    ]);
    expectProblem(await operator.post(`/cases/${caseNo}/withdraw`, { reason: 'x' }), {
      status: 409,
      code: 'case.illegal_command',
    });
  });

  test('by one of several petitioners is refused, and nothing changes', async () => {
    const caseNo = await open(from('one@example.org'));
    await operator.post('/petitions', { ...from('two@example.org'), joinCaseNo: caseNo });
    const before = (await operator.get(`/cases/${caseNo}`)).body;
    const refused = await operator.post(`/cases/${caseNo}/withdraw`, { reason: '不用了' });
    expectProblem(refused, { status: 409, code: 'case.several_petitioners' });
    expect((await operator.get(`/cases/${caseNo}`)).body).toEqual(before);
  });

  test('of a petition whose citizen has not confirmed it yet is possible', async () => {
    const { body } = await city.citizen.post('/public/petitions', libraryLetter);
    const withdrawn = await operator.post(`/cases/${body.case.caseNo}/withdraw`, { reason: '誤寄' });
    expect(withdrawn.body).toMatchObject({ status: 'WITHDRAWN', overdue: false });
  });
});

describe('reopening', () => {
  test('is over after as many days as the city allows', async () => {
    const caseNo = await answered(from('late@example.org'));
    await city.advanceTo('2026-12-17T10:00:00+08:00');
    const late = await dispatcher.post(`/cases/${caseNo}/reopen`, { reason: '又壞了' });
    expectProblem(late, { status: 422, code: 'case.reopen_too_late' });
    expect((await dispatcher.get(`/cases/${caseNo}`)).body).toMatchObject({ status: 'CLOSED' });
  });
});
