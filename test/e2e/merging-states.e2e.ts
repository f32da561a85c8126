import { signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let operator: Client;
let dispatcher: Client;
let handler: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-17T09:00:00+08:00' });
  [operator, dispatcher, handler] = (await Promise.all(
    ['operator', 'dispatcher', 'handler.ty-tra'].map((name) => city.as(name)),
  )) as [Client, Client, Client];
});

afterAll(() => city.close());

interface Opened {
  readonly caseNo: string;
  readonly email: string;
}

let citizens = 0;

/** A petition of somebody of their own. */
async function open(): Promise<Opened> {
  const email = `citizen-${(citizens += 1)}@example.org`;
  const { body } = await operator.post('/petitions', { ...signalTiming, petitioner: { name: '王小明', email } });
  return { caseNo: body.case.caseNo, email };
}

const merge = (of: string, into: string): Promise<Answer> =>
  dispatcher.post(`/cases/${of}/merge`, { intoCaseNo: into, reason: '同一路口' });
const unmerge = (of: string): Promise<Answer> => dispatcher.post(`/cases/${of}/unmerge`, { reason: '不是同一路口' });
const read = async (caseNo: string): Promise<Answer['body']> => (await dispatcher.get(`/cases/${caseNo}`)).body;
const ledgerOf = async (caseNo: string): Promise<string[]> =>
  (await dispatcher.get(`/cases/${caseNo}/clock`)).body.ledger.map(({ kind }: { kind: string }) => kind);

describe('of what a case waits for when it is merged', () => {
  test('a question to the petitioner is dropped, and taken apart the case goes on with the time that it stood still', async () => {
    const [asked, into] = [await open(), await open()];
    await handler.post(`/cases/${asked.caseNo}/accept`);
    const { dueAt } = await read(asked.caseNo);
    await handler.post(`/cases/${asked.caseNo}/request-supplement`, { question: '哪一個路口？', replyWithinDays: 5 });
    const [today, tomorrow] = [city.clock.now(), new Date(city.clock.now().getTime() + 86_400_000)];
    await city.advanceTo(tomorrow.toISOString());
    expect((await read(asked.caseNo)).clock.state).toBe('PAUSED');
    expect((await merge(asked.caseNo, into.caseNo)).body).toMatchObject({ status: 'MERGED', openSupplement: null });
    await city.drain();
    const letters = await city.lettersTo(asked.email);
    const { href } = letters.find(({ template }) => template === 'supplement')!.links.find(({ rel }) => rel === 'supplement')!;
    const late = await city.citizen.post(`/public/supplements/${href.split('/').at(-1)!}`, { text: '往北' });
    expectProblem(late, { status: 410, code: 'supplement.superseded' });
    await city.advanceTo(new Date(today.getTime() + 9 * 86_400_000).toISOString()); // nobody waits for the answer any more
    const apart = await unmerge(asked.caseNo);
    expect(apart.body).toMatchObject({ status: 'IN_PROGRESS', openSupplement: null });
    await city.drain();
    const after = await read(asked.caseNo);
    expect(after.clock.state).toBe('RUNNING');
    expect(await ledgerOf(asked.caseNo)).toEqual(['START', 'PAUSE', 'RESUME', 'STOP', 'RESTORE']);
    expect(after.dueAt > dueAt).toBe(true);
  });

  test('a case that was given back and is merged before it is decided calls for the decision again when it is on its own', async () => {
    const [given, into] = [await open(), await open()];
    await handler.post(`/cases/${given.caseNo}/return`, { reason: '非本局權責' });
    await merge(given.caseNo, into.caseNo);
    const reminded = async (): Promise<number> =>
      (await city.lettersTo('dispatcher@demonstration.invalid')).filter(
        ({ template, caseNo }) => template === 'undecided' && caseNo === given.caseNo,
      ).length;
    await city.drain();
    await city.advanceTo(new Date(city.clock.now().getTime() + 5 * 86_400_000).toISOString());
    expect(await reminded()).toBe(0);
    expect((await unmerge(given.caseNo)).body.status).toBe('TRIAGE');
    expect(await reminded()).toBe(1);
    await city.drain();
    expect(await reminded()).toBe(1);
  });

  test('what would be lost is not merged: a reply that waits for approval, a promise that is tracked', async () => {
    const [tracked, into] = [await open(), await open()];
    await handler.post(`/cases/${tracked.caseNo}/accept`);
    await handler.post(`/cases/${tracked.caseNo}/close`, { outcome: 'UPHELD', reply: '年底前改善。' });
    const commission = await city.as('city');
    await commission.post(`/cases/${tracked.caseNo}/track`, { until: '2027-01-29', reason: '尚未完成' });
    const refused = await merge(tracked.caseNo, into.caseNo);
    expectProblem(refused, { status: 409, code: 'case.illegal_command' });
    expect(refused.body.openCommands).not.toContain('merge');
  });
});
