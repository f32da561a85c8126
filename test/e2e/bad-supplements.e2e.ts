import { AskedPetitioners, QUESTION } from '../support/asked-petitioners.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { expectRefused } from '../support/refused.ts';
import { type Answer, type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Monday morning. */
const FIRST_MORNING = '2026-11-16T09:00:00+08:00';

let city: TestApp;
let operator: Client;
let handler: Client;
let people: AskedPetitioners;

beforeAll(async () => {
  city = await startTestApp({ startsAt: FIRST_MORNING });
  operator = await city.as('operator');
  handler = await city.as('handler.ty-tra');
  people = new AskedPetitioners(city);
});

afterAll(() => city.close());

describe('the same answer', () => {
  test('sent again with its key is one answer, without it the second is refused', async () => {
    const about = await people.asked();
    const [link, key] = [await people.linkOf(about), { 'idempotency-key': newKey() }];
    const first = await city.citizen.post(link, { text: '元化路' }, key);
    const again = await city.citizen.post(link, { text: '元化路' }, key);
    expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([201, first.body, 'true']);
    expectProblem(await city.citizen.post(link, { text: '元化路' }), { status: 410, code: 'supplement.already_answered' });
    expect((await people.eventsOf(about.caseNo)).filter((type) => type === 'case.supplement_received')).toHaveLength(1);
  });

  test('of many at once one is taken', async () => {
    const about = await people.asked();
    const link = await people.linkOf(about);
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, (_, i) => city.citizen.post(link, { text: `第${i}次` })),
      operator.post(`/cases/${about.caseNo}/receive-supplement`, { text: '來電' }),
    ]);
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    for (const { status } of answers.filter((each) => each.status >= 300)) expect([409, 410]).toContain(status);
    expect((await people.eventsOf(about.caseNo)).filter((type) => type === 'case.supplement_received')).toHaveLength(1);
  });
});

describe('what is refused changes nothing:', () => {
  test.each([
    ['no question', { replyWithinDays: 3 }],
    ['blanks for a question', { ...QUESTION, question: '　' }],
    ['no days', { question: '哪裡？' }],
    ['a day of nothing', { ...QUESTION, replyWithinDays: 0 }],
    ['half a day', { ...QUESTION, replyWithinDays: 1.5 }],
    ['a year', { ...QUESTION, replyWithinDays: 365 }],
    ['a field that does not exist', { ...QUESTION, pauses: false }],
  ])('%s', async (_, body) => {
    const { caseNo } = await people.accepted();
    await expectRefused(city, caseNo, () => people.ask(caseNo, body), { status: 422, code: 'input.invalid' });
  });

  test.each([
    ['who gave nothing to be reached by', { anonymous: true }],
    ['who wants no contact', { name: '王小明', email: 'silent@example.org', preferredContact: 'NONE' }],
  ])('a question to somebody %s: nobody would read it, and the clock runs on', async (_, petitioner) => {
    const { caseNo } = (await operator.post('/petitions', { ...signalTiming, petitioner })).body.case as { caseNo: string };
    await handler.post(`/cases/${caseNo}/accept`);
    await expectRefused(city, caseNo, () => people.ask(caseNo), { status: 422, code: 'supplement.nobody_to_ask' });
    expect((await operator.get(`/cases/${caseNo}`)).body).toMatchObject({ status: 'IN_PROGRESS', clock: { state: 'RUNNING' } });
  });

  test('a second question while one is open, an answer where none is, a question before the case is accepted', async () => {
    const illegal = { status: 409, code: 'case.illegal_command' };
    const { caseNo } = await people.asked();
    await expectRefused(city, caseNo, () => people.ask(caseNo), illegal);
    const calm = await people.accepted();
    const answer = (): Promise<Answer> => operator.post(`/cases/${calm.caseNo}/receive-supplement`, { text: '補充' });
    await expectRefused(city, calm.caseNo, answer, illegal);
    const fresh = (await operator.post('/petitions', signalTiming)).body.case.caseNo as string;
    await expectRefused(city, fresh, () => people.ask(fresh), illegal);
    const stale = (): Promise<Answer> =>
      handler.post(`/cases/${calm.caseNo}/request-supplement`, QUESTION, { 'if-match': '"9"' });
    await expectRefused(city, calm.caseNo, stale, { status: 412, code: 'case.version_mismatch' });
  });

  test('an answer without words, with an unknown file, to no question', async () => {
    const about = await people.asked();
    const link = await people.linkOf(about);
    for (const body of [{}, { text: ' ' }, { text: 'x'.repeat(10_001) }, { text: '元化路', attachmentIds: [newKey()] }]) {
      await expectRefused(city, about.caseNo, () => city.citizen.post(link, body), { status: 422, code: 'input.invalid' });
    }
    for (const token of ['x', 'A'.repeat(43)]) {
      expectProblem(await city.citizen.get(`/public/supplements/${token}`), { status: 404, code: 'supplement.not_found' });
      expectProblem(await city.citizen.post(`/public/supplements/${token}`, { text: 'x' }), {
        status: 404,
        code: 'supplement.not_found',
      });
    }
  });
});
