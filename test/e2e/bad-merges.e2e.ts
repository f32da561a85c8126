import { libraryLetter, pothole } from '../support/petition-bodies.ts';
import { MergingCity } from '../support/merging-city.ts';
import { expectProblem } from '../support/problem.ts';
import type { Answer } from '../support/test-app.ts';

let city: MergingCity;

beforeAll(async () => {
  city = await MergingCity.begin();
});

afterAll(() => city.app.close());

describe('what is refused leaves both cases as they were', () => {
  const unclear = { channel: 'HOTLINE', subject: '不知道找誰', description: '怪聲音' };
  const unchanged = async (caseNos: readonly string[], attempt: () => Promise<Answer>): Promise<Answer> => {
    const still = async (): Promise<object[]> =>
      Promise.all(caseNos.map(async (no) => ({ ...(await city.read(no)), clock: null })));
    const before = await still();
    const answer = await attempt();
    expect(await still()).toEqual(before);
    return answer;
  };

  test('a merge into itself, into nothing, into what is not theirs, and without a reason', async () => {
    const { caseNo } = await city.open();
    const theirs = await city.open(pothole);
    const into = (intoCaseNo: unknown, by = city.supervisor): Promise<Answer> =>
      unchanged([caseNo, theirs.caseNo], () => by.post(`/cases/${caseNo}/merge`, { intoCaseNo, reason: 'r' }));
    const itself = await into(caseNo);
    expectProblem(itself, { status: 422, code: 'case.merge_into_itself' });
    expect(itself.body.errors).toMatchObject([{ field: 'intoCaseNo' }]);
    for (const nobodys of ['C26-999999-9', 'C26-1', '案件', theirs.caseNo])
      expectProblem(await into(nobodys), { status: 404, code: 'case.not_found' });
    for (const wrong of ['', '   ', 7, null, ['C26']]) expectProblem(await into(wrong), { status: 422, code: 'input.invalid' });
    const bare = await city.supervisor.post(`/cases/${caseNo}/merge`, { intoCaseNo: caseNo, reason: ' ' });
    expectProblem(bare, { status: 422, code: 'input.invalid' });
    expectProblem(await city.supervisor.post(`/cases/${caseNo}/merge`, { intoCaseNo: caseNo, reason: 'r', force: true }), {
      status: 422,
      code: 'input.invalid',
    });
    expectProblem(await city.handler.post(`/cases/${caseNo}/merge`, { intoCaseNo: caseNo, reason: 'r' }), {
      status: 403,
      code: 'auth.not_allowed',
    });
  });

  test('a merge into a closed case, into one that waits for its citizen, of a hazard into none, of a closed case', async () => {
    const [of, closed, hazard] = [await city.open(), await city.open(), await city.open(pothole)];
    await city.handler.post(`/cases/${closed.caseNo}/accept`);
    await city.handler.post(`/cases/${closed.caseNo}/close`, { outcome: 'UPHELD', reply: '好。' });
    const waiting = (await city.app.citizen.post('/public/petitions', libraryLetter)).body.case.caseNo as string;
    const all = [of.caseNo, closed.caseNo, hazard.caseNo, waiting];
    const refused = (from: string, into: string): Promise<Answer> => unchanged(all, () => city.merge(from, into));
    expectProblem(await refused(of.caseNo, closed.caseNo), { status: 409, code: 'case.final' });
    expectProblem(await refused(of.caseNo, waiting), { status: 409, code: 'case.merge_into_unconfirmed' });
    const lost = await refused(hazard.caseNo, of.caseNo);
    expectProblem(lost, { status: 409, code: 'case.merge_would_lose' });
    expect(lost.body.lost).toEqual(['SAFETY_HAZARD']);
    const late = await refused(closed.caseNo, of.caseNo);
    expectProblem(late, { status: 409, code: 'case.illegal_command' });
    expect(late.body.openCommands).not.toContain('merge');
    expectProblem(await unchanged(all, () => city.unmerge(of.caseNo)), { status: 409, code: 'case.illegal_command' });
  });

  test('a version that is not the newest, and a helper who would merge what another agency leads', async () => {
    const [of, into] = [await city.open(), await city.open()];
    const all = [of.caseNo, into.caseNo];
    const body = { intoCaseNo: into.caseNo, reason: 'r' };
    const stale = await unchanged(all, () => city.dispatcher.post(`/cases/${of.caseNo}/merge`, body, { 'if-match': '"7"' }));
    expectProblem(stale, { status: 412, code: 'case.version_mismatch' });
    for (const { caseNo } of [of, into])
      await city.dispatcher.post(`/cases/${caseNo}/add-co-handler`, { agencyCode: 'TY-OEM', reason: '協助' });
    const helper = await city.app.as('supervisor.ty-oem');
    expectProblem(await unchanged(all, () => helper.post(`/cases/${of.caseNo}/merge`, body)), {
      status: 403,
      code: 'case.not_lead_agency',
    });
  });

  test('taking apart what has been closed for both, or what another agency answers for', async () => {
    const [of, into, elsewhere] = [await city.open(), await city.open(), await city.open(unclear)];
    await city.dispatcher.post(`/cases/${elsewhere.caseNo}/dispatch`, { agencyCode: 'TY-LIB', reason: 'r' });
    await city.merge(of.caseNo, into.caseNo);
    await city.handler.post(`/cases/${into.caseNo}/accept`);
    await city.handler.post(`/cases/${into.caseNo}/close`, { outcome: 'UPHELD', reply: '好。' });
    const late = await unchanged([of.caseNo, into.caseNo], () => city.unmerge(of.caseNo));
    expectProblem(late, { status: 409, code: 'case.survivor_final' });
    expect(late.body.mergedInto).toBe(into.caseNo);
    await city.dispatcher.post(`/cases/${into.caseNo}/reopen`, { reason: '不是同一件' });
    expect((await city.unmerge(of.caseNo)).status).toBe(200);
    await city.merge(of.caseNo, elsewhere.caseNo);
    expectProblem(await unchanged([of.caseNo, elsewhere.caseNo], () => city.unmerge(of.caseNo, city.supervisor)), {
      status: 403,
      code: 'case.not_lead_agency',
    });
  });
});
