import { MergingCity } from '../support/merging-city.ts';
import { expectProblem } from '../support/problem.ts';

let city: MergingCity;

beforeAll(async () => {
  city = await MergingCity.begin();
});

afterAll(() => city.app.close());

const ledgerOf = async (caseNo: string): Promise<string[]> =>
  (await city.dispatcher.get(`/cases/${caseNo}/clock`)).body.ledger.map(({ kind }: { kind: string }) => kind);

describe('of what a case waits for when it is merged', () => {
  test('a question to the petitioner is dropped, and taken apart the case goes on with the time that it stood still', async () => {
    const [asked, into] = [await city.open(), await city.open()];
    await city.handler.post(`/cases/${asked.caseNo}/accept`);
    const { dueAt } = await city.read(asked.caseNo);
    await city.handler.post(`/cases/${asked.caseNo}/request-supplement`, { question: '哪一個路口？', replyWithinDays: 5 });
    const [today, tomorrow] = [city.app.clock.now(), new Date(city.app.clock.now().getTime() + 86_400_000)];
    await city.app.advanceTo(tomorrow.toISOString());
    expect((await city.read(asked.caseNo)).clock.state).toBe('PAUSED');
    expect((await city.merge(asked.caseNo, into.caseNo)).body).toMatchObject({ status: 'MERGED', openSupplement: null });
    await city.app.drain();
    const letters = await city.app.lettersTo(asked.email);
    const { href } = letters.find(({ template }) => template === 'supplement')!.links.find(({ rel }) => rel === 'supplement')!;
    const late = await city.app.citizen.post(`/public/supplements/${href.split('/').at(-1)!}`, { text: '往北' });
    expectProblem(late, { status: 410, code: 'supplement.superseded' });
    await city.app.advanceTo(new Date(today.getTime() + 9 * 86_400_000).toISOString()); // nobody waits for the answer any more
    const apart = await city.unmerge(asked.caseNo);
    expect(apart.body).toMatchObject({ status: 'IN_PROGRESS', openSupplement: null });
    await city.app.drain();
    const after = await city.read(asked.caseNo);
    expect(after.clock.state).toBe('RUNNING');
    expect(await ledgerOf(asked.caseNo)).toEqual(['START', 'PAUSE', 'RESUME', 'STOP', 'RESTORE']);
    expect(after.dueAt > dueAt).toBe(true);
  });

  test('a case that was given back and is merged before it is decided calls for the decision again when it is on its own', async () => {
    const [given, into] = [await city.open(), await city.open()];
    await city.handler.post(`/cases/${given.caseNo}/return`, { reason: '非本局權責' });
    await city.merge(given.caseNo, into.caseNo);
    const reminded = async (): Promise<number> =>
      (await city.app.lettersTo('dispatcher@demonstration.invalid')).filter(
        ({ template, caseNo }) => template === 'undecided' && caseNo === given.caseNo,
      ).length;
    await city.app.drain();
    await city.app.advanceTo(new Date(city.app.clock.now().getTime() + 5 * 86_400_000).toISOString());
    expect(await reminded()).toBe(0);
    expect((await city.unmerge(given.caseNo)).body.status).toBe('TRIAGE');
    expect(await reminded()).toBe(1);
    await city.app.drain();
    expect(await reminded()).toBe(1);
  });

  test('what would be lost is not merged: a reply that waits for approval, a promise that is tracked', async () => {
    const [tracked, into] = [await city.open(), await city.open()];
    await city.handler.post(`/cases/${tracked.caseNo}/accept`);
    await city.handler.post(`/cases/${tracked.caseNo}/close`, { outcome: 'UPHELD', reply: '年底前改善。' });
    const commission = await city.app.as('city');
    await commission.post(`/cases/${tracked.caseNo}/track`, { until: '2027-01-29', reason: '尚未完成' });
    const refused = await city.merge(tracked.caseNo, into.caseNo);
    expectProblem(refused, { status: 409, code: 'case.illegal_command' });
    expect(refused.body.openCommands).not.toContain('merge');
  });
});
