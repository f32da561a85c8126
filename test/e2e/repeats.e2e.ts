import { pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let operator: Client;
let dispatcher: Client;
let handler: Client;
let road: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-17T09:00:00+08:00' });
  [operator, dispatcher, handler, road] = (await Promise.all(
    ['operator', 'dispatcher', 'handler.ty-tra', 'handler.ty-rmo'].map((name) => city.as(name)),
  )) as [Client, Client, Client, Client];
});

afterAll(() => city.close());

let persons = 0;
/** A telephone number that nobody had before. */
const newPhone = (): string => `0911-000-${String((persons += 1)).padStart(3, '0')}`;

async function open(petitioner: object, body: object = signalTiming): Promise<string> {
  const answer = await operator.post('/petitions', { ...body, petitioner });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.case.caseNo;
}

async function answered(petitioner: object, outcome = 'NOT_UPHELD', body: object = signalTiming, by = handler): Promise<string> {
  const caseNo = await open(petitioner, body);
  await by.post(`/cases/${caseNo}/accept`);
  await by.post(`/cases/${caseNo}/close`, { outcome, reply: '秒數依規定設置。' });
  return caseNo;
}

const repeatsOf = async (caseNo: string, by = handler): Promise<Answer['body']> =>
  (await by.get(`/cases/${caseNo}/repeats`)).body;
const check = (caseNo: string, newFact: boolean, by = handler): Promise<Answer> =>
  by.post(`/cases/${caseNo}/check-new-fact`, { newFact, reason: '已比對前案' });
const leaveUnprocessed = (caseNo: string, earlierCaseNo: string): Promise<Answer> =>
  dispatcher.post(`/cases/${caseNo}/no-action`, { ground: 'CLEARLY_ANSWERED', earlierCaseNo, note: '迭次陳情' });

describe('somebody who was answered and asks again', () => {
  test('invariant 5: is found however the number was written, and left unprocessed only after somebody looked', async () => {
    const phone = newPhone();
    const first = await answered({ phone });
    const second = await answered({ phone: `+886 ${phone.slice(1).replaceAll('-', ' ')}` });
    const referred = await answered({ phone }, 'REFERRED');
    const third = await open({ phone: phone.replaceAll('-', '') });
    const found = await repeatsOf(third);
    expect(found.newFact).toBeNull();
    expect(found.petitioners).toMatchObject([{ clearReplies: 2, today: 4, lastSevenDays: 4, mass: false, bundle: [] }]);
    expect(found.petitioners[0].earlier.map(({ caseNo }: { caseNo: string }) => caseNo)).toEqual(
      expect.arrayContaining([first, second]),
    );
    expect(found.petitioners[0].earlier).toHaveLength(3);
    expect(found.clearlyAnswered).toEqual({ allowed: false, against: ['NEW_FACT_NOT_CHECKED'], earlierCaseNo: null });
    expectProblem(await leaveUnprocessed(third, first), { status: 409, code: 'case.new_fact_not_checked' });
    const checked = await check(third, false);
    expect([checked.status, checked.body.version]).toEqual([200, 2]);
    const judged = await repeatsOf(third);
    expect(judged).toMatchObject({ newFact: false, clearlyAnswered: { allowed: true, against: [] } });
    expect([first, second]).toContain(judged.clearlyAnswered.earlierCaseNo);
    expectProblem(await leaveUnprocessed(third, referred), { status: 422, code: 'case.bad_earlier_case' }); // another body was to answer
    expect((await leaveUnprocessed(third, judged.clearlyAnswered.earlierCaseNo)).body.status).toBe('NO_ACTION');
  });

  test('with a new fact, or about a hazard, is always worked on', async () => {
    const phone = newPhone();
    const earlier = [await answered({ phone }), await answered({ phone })];
    const third = await open({ phone });
    await check(third, true);
    expect((await repeatsOf(third)).clearlyAnswered).toMatchObject({ allowed: false, against: ['NEW_FACT'] });
    expectProblem(await leaveUnprocessed(third, earlier[0]!), { status: 409, code: 'case.never_dropped' });

    for (let twice = 0; twice < 2; twice += 1) await answered({ phone }, 'UPHELD', pothole, road);
    const hazard = await open({ phone }, pothole);
    await check(hazard, false, road);
    expect((await repeatsOf(hazard, road)).clearlyAnswered).toMatchObject({ allowed: false, against: ['SAFETY_HAZARD'] });
    expectProblem(await leaveUnprocessed(hazard, earlier[0]!), { status: 409, code: 'case.never_dropped' });
    expect((await dispatcher.get(`/cases/${hazard}`)).body.status).toBe('DISPATCHED');
  });

  test('anonymously or in confidence is nobody who could be found again', async () => {
    const phone = newPhone();
    for (const person of [{ phone, anonymous: true }, { phone, confidential: true }, { phone }]) await answered(person);
    for (const person of [
      { phone, anonymous: true },
      { phone, confidential: true },
    ]) {
      const found = await repeatsOf(await open(person));
      expect(found.petitioners).toEqual([]);
      expect(found.clearlyAnswered.against).toContain('TOO_FEW_CLEAR_REPLIES');
    }
    expect((await repeatsOf(await open({ phone }))).petitioners).toMatchObject([{ clearReplies: 1, today: 2 }]);
  });

  test('together with others is no repeat of theirs: it is worked on for them', async () => {
    const phone = newPhone();
    const [earlier] = [await answered({ phone }), await answered({ phone })];
    const third = await open({ phone });
    await check(third, false);
    await dispatcher.post(`/cases/${await open({ phone: newPhone() })}/merge`, { intoCaseNo: third, reason: '同一路口' });
    expect((await repeatsOf(third)).clearlyAnswered).toMatchObject({
      allowed: false,
      against: ['SEVERAL_PETITIONERS', 'TOO_FEW_CLEAR_REPLIES'],
    });
    expectProblem(await leaveUnprocessed(third, earlier), { status: 409, code: 'case.several_petitioners' });
    expect((await dispatcher.get(`/cases/${third}`)).body.status).toBe('DISPATCHED');
  });

  test('about another place or another matter asks for the first time; an agency sees its own cases, and how many others there are', async () => {
    const phone = newPhone();
    await answered({ phone });
    const elsewhere = await open({ phone }, { ...signalTiming, location: { lat: 24.96, lng: 121.23 } });
    expect((await repeatsOf(elsewhere)).petitioners).toMatchObject([{ earlier: [], clearReplies: 0, today: 2 }]);
    const stranger = await city.as('handler.ty-lib');
    expectProblem(await stranger.get(`/cases/${elsewhere}/repeats`), { status: 404, code: 'case.not_found' });
    const case3 = await open({ phone });
    await dispatcher.post(`/cases/${case3}/transfer`, { agencyCode: 'TY-PWB', reason: '屬工務局' });
    const other = await city.as('handler.ty-pwb');
    expect((await repeatsOf(case3, other)).petitioners).toMatchObject([{ earlier: [], clearReplies: 1 }]);
  });
});

describe('somebody who sends a great many', () => {
  test('is told apart from ten a day; what is open can be bundled under one parent, hazards never', async () => {
    const email = 'many@example.org';
    const sent: string[] = [];
    for (let n = 0; n < 10; n += 1) sent.push(await open({ email }));
    expect((await repeatsOf(sent[0]!)).petitioners).toMatchObject([{ today: 10, mass: false, bundle: [] }]);
    const hazard = await open({ email: 'MANY@example.org' }, pothole);
    const [found] = (await repeatsOf(sent[0]!, dispatcher)).petitioners;
    expect(found).toMatchObject({ today: 11, mass: true });
    expect([...found.bundle].sort()).toEqual([...sent].sort());
    const [parent, ...children] = found.bundle as string[];
    for (const child of children) {
      expect(
        (await dispatcher.post(`/cases/${child}/set-parent`, { parentCaseNo: parent, reason: '同一人大量陳情' })).status,
      ).toBe(200);
    }
    expect((await dispatcher.get(`/cases/${parent!}/children?limit=50`)).body.items).toHaveLength(9);
    expect((await repeatsOf(sent[0]!, dispatcher)).petitioners).toMatchObject([{ mass: true, bundle: [] }]);
    expect((await dispatcher.get(`/cases/${hazard}`)).body.status).toBe('DISPATCHED');
  });
});

describe('whoever takes a petition in', () => {
  test('learns before registering it what was answered before', async () => {
    const phone = newPhone();
    const earlier = await answered({ phone });
    const point = signalTiming.location;
    const found = await operator.post('/petitions/repeats', { phone, categoryCode: signalTiming.categoryCode, point });
    expect(found.status).toBe(200);
    expect(found.body).toEqual({
      earlier: [{ caseNo: earlier, closedAt: expect.stringMatching(/\+08:00$/), outcome: 'NOT_UPHELD', clear: true }],
      clearReplies: 1,
      today: 1,
      lastSevenDays: 1,
      mass: false,
      bundle: [],
    });
    expect((await operator.post('/petitions/repeats', {})).body).toMatchObject({ earlier: [], today: 0 });
  });

  test.each<[string, object]>([
    ['a number that is none', { phone: 'call me' }],
    ['an address that is none', { email: 'wang' }],
    ['half a point', { point: { lat: 24.9 } }],
    ['a point beyond the pole', { point: { lat: 91, lng: 121 } }],
    ['a field nobody reads', { name: '王小明' }],
  ])('is told of %s', async (_, body) => {
    expectProblem(await operator.post('/petitions/repeats', body), { status: 422, code: 'input.invalid' });
  });
});

test('whether there is a new fact is said with a reason, by those who work on it, while it is worked on', async () => {
  const caseNo = await open({ phone: newPhone() });
  for (const body of [{}, { newFact: 'no', reason: 'r' }, { newFact: true, reason: ' ' }])
    expectProblem(await handler.post(`/cases/${caseNo}/check-new-fact`, body), { status: 422, code: 'input.invalid' });
  expectProblem(await check(caseNo, true, operator), { status: 403, code: 'auth.not_allowed' });
  expectProblem(await check(caseNo, true, road), { status: 404, code: 'case.not_found' });
  const closed = await answered({ phone: newPhone() });
  expectProblem(await check(closed, true), { status: 409, code: 'case.illegal_command' });
});
