import { LapsedExtensions } from '../../src/modules/cases/index.ts';
import { pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, type Letter, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Monday morning. Six working days from here end on Tuesday the 24th. */
const FIRST_MORNING = '2026-11-16T09:00:00+08:00';

let city: TestApp;
let operator: Client;
let handler: Client;
let supervisor: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: FIRST_MORNING });
  [operator, handler, supervisor] = (await Promise.all(
    ['operator', 'handler.ty-tra', 'supervisor.ty-tra'].map((name) => city.as(name)),
  )) as [Client, Client, Client];
});

afterAll(() => city.close());

const open = async (difference: object = {}, body: object = signalTiming): Promise<string> =>
  (await operator.post('/petitions', { ...body, ...difference })).body.case.caseNo;
const ask = (caseNo: string, until: string, by = handler): Promise<Answer> =>
  by.post(`/cases/${caseNo}/request-extension`, { until, reasonCode: 'SITE_VISIT', reason: '須會同警察局現場會勘' });
const approve = (caseNo: string, by = supervisor): Promise<Answer> =>
  by.post(`/cases/${caseNo}/approve-extension`, { note: '同意' });

/** A case for whose extension somebody asked. */
async function asked(until: string): Promise<string> {
  const caseNo = await open();
  expect((await ask(caseNo, until)).status).toBe(200);
  return caseNo;
}

const AT = '@demonstration.invalid';
const told = async (who: string, caseNo: string, template: string): Promise<Letter[]> =>
  (await city.lettersTo(who + AT)).filter((letter) => letter.caseNo === caseNo && letter.template === template);

test('of a request for more time those learn who decide on it, at the level that the ladder names, and the applicant learns what they decided', async () => {
  const caseNo = await asked('2026-11-27');
  const [letter] = await told('supervisor.ty-tra', caseNo, 'extension-requested');
  expect(letter!.body).toContain('須會同警察局現場會勘');
  expect(letter!.body).toMatch(/2026年11月24日[\s\S]*2026年11月27日/);
  for (const other of ['handler.ty-tra', 'city']) expect(await told(other, caseNo, 'extension-requested')).toEqual([]);
  await approve(caseNo);
  const [granted] = await told('handler.ty-tra', caseNo, 'extension-decided');
  expect(granted).toMatchObject({ subject: expect.stringContaining('核准') });
  expect(granted!.body).toMatch(/2026年11月27日[\s\S]*同意/);

  const refused = await asked('2026-11-27');
  await supervisor.post(`/cases/${refused}/reject-extension`, { note: '請如期辦理' });
  const [rejected] = await told('handler.ty-tra', refused, 'extension-decided');
  expect(rejected).toMatchObject({ subject: expect.stringContaining('未核准') });
  expect(rejected!.body).toMatch(/2026年11月24日[\s\S]*請如期辦理/);
  expect(await told('supervisor.ty-tra', refused, 'extension-decided')).toEqual([]);
});

test('of one that the head of the agency decides on, the body above learns; where none is, or only the applicant, the city', async () => {
  const roads = await city.as('handler.ty-rmo');
  const [ofRoads, ofTraffic] = [await open({}, { ...pothole, petitioner: {} }), await asked('2026-12-04')];
  await roads.post(`/cases/${ofRoads}/accept`);
  const { dueAt } = (await operator.get(`/cases/${ofRoads}`)).body as { dueAt: string };
  await ask(ofRoads, new Date(Date.parse(dueAt) + 9 * 86_400_000).toISOString(), roads);
  expect(await told('supervisor.ty-pwb', ofRoads, 'extension-requested')).toHaveLength(1);
  for (const other of ['supervisor.ty-rmo', 'city']) expect(await told(other, ofRoads, 'extension-requested')).toEqual([]);
  expect(await told('city', ofTraffic, 'extension-requested')).toHaveLength(1);

  const own = await open();
  await ask(own, '2026-11-27', supervisor);
  expect(await told('supervisor.ty-tra', own, 'extension-requested')).toEqual([]);
  expect(await told('city', own, 'extension-requested')).toHaveLength(1);
});

test('invariant 4: a case that answers for an earlier one is extended no further than that one’s receipt allows', async () => {
  const earlier = await open({ receivedAt: '2026-11-09T09:00:00+08:00' });
  const survivor = await open();
  const dispatcher = await city.as('dispatcher');
  expect((await dispatcher.post(`/cases/${earlier}/merge`, { intoCaseNo: survivor, reason: '同一路口' })).status).toBe(200);
  await city.drain();
  expect((await ask(await open(), '2026-12-10')).status).toBe(200); // 24 days after its own receipt
  expectProblem(await ask(survivor, '2026-12-10'), { status: 422, code: 'extension.above_ladder' }); // 31 days after the earlier
  expect((await ask(survivor, '2026-12-09')).body).toMatchObject({ openExtension: { approver: 'CITY_SUPERVISOR' } });
});

test('invariant 14: when the body above is recused, the city’s supervisors learn and decide instead, and it sees nothing', async () => {
  const [roads, above, dispatcher] = [
    await city.as('handler.ty-rmo'),
    await city.as('supervisor.ty-pwb'),
    await city.as('dispatcher'),
  ];
  const caseNo = await open({ categoryCode: undefined });
  await dispatcher.post(`/cases/${caseNo}/dispatch`, { agencyCode: 'TY-RMO', reason: '道路' });
  await dispatcher.post(`/cases/${caseNo}/recuse`, { agencyCode: 'TY-PWB', reason: '陳情人指控該局' });
  await ask(caseNo, '2026-12-04', roads); // more than a week: the head's to decide
  expect(await told('supervisor.ty-pwb', caseNo, 'extension-requested')).toEqual([]);
  expect(await told('city', caseNo, 'extension-requested')).toHaveLength(1);
  for (const refused of [
    await above.get(`/cases/${caseNo}/extensions`),
    await approve(caseNo, above),
    await above.post(`/cases/${caseNo}/reject-extension`, { note: '不同意' }),
  ]) {
    expectProblem(refused, { status: 404, code: 'case.not_found' });
  }
  expect((await approve(caseNo, await city.as('city'))).body).toMatchObject({ extensions: 1 });
});

test('the deputy of whoever is away learns too, and decides in their place, but on nothing that those asked for', async () => {
  const dispatcher = await city.as('dispatcher');
  const [roads, chief, clerk] = [
    await city.as('handler.ty-rmo'),
    await city.as('supervisor.ty-pwb'),
    await city.as('handler.ty-pwb'),
  ];
  const deputyId = (await clerk.get('/auth/me')).body.id as string;
  await chief.put('/me/deputy', { deputyId, from: '2026-11-16', until: '2026-11-16' });
  const deputy = await city.signIn('handler.ty-pwb');
  const opened = async (agencyCode: string): Promise<string> => {
    const caseNo = await open({ categoryCode: undefined });
    await dispatcher.post(`/cases/${caseNo}/dispatch`, { agencyCode, reason: '道路' });
    return caseNo;
  };
  const [below, own, ofChief] = [await opened('TY-RMO'), await opened('TY-PWB'), await opened('TY-PWB')];
  await ask(below, '2026-12-04', roads); // more than a week: the head's to decide
  for (const one of ['supervisor.ty-pwb', 'handler.ty-pwb'])
    expect(await told(one, below, 'extension-requested')).toHaveLength(1);
  expect((await approve(below, deputy)).body).toMatchObject({ extensions: 1 });
  const events = (await operator.get(`/cases/${below}/events`)).body.items as { type: string; actor: object }[];
  expect(events.find(({ type }) => type === 'case.extension_approved')).toMatchObject({
    actor: { name: '桃園市政府工務局 承辦人', onBehalfOf: '桃園市政府工務局 主管' },
  });

  await ask(own, '2026-11-27', deputy);
  expectProblem(await approve(own, deputy), { status: 403, code: 'extension.own_request' });
  expect(await told('handler.ty-pwb', own, 'extension-requested')).toEqual([]); // the applicant, though a deputy
  expect(await told('supervisor.ty-pwb', own, 'extension-requested')).toHaveLength(1);
  await ask(ofChief, '2026-11-27', chief);
  expectProblem(await approve(ofChief, deputy), { status: 403, code: 'extension.level_too_low' });
});

test('of many who look at the same moment one ends a request that nobody has decided on, and the applicant hears of it once', async () => {
  const caseNo = await asked('2026-11-27');
  await handler.post(`/cases/${caseNo}/accept`);
  city.clock.advanceTo(new Date('2026-11-24T17:30:00+08:00'));
  await Promise.all(Array.from({ length: 6 }, () => city.app.get(LapsedExtensions).run()));
  const events = (await operator.get(`/cases/${caseNo}/events`)).body.items as { type: string }[];
  expect(events.filter(({ type }) => type === 'case.extension_voided')).toHaveLength(1);
  expect(await told('handler.ty-tra', caseNo, 'extension-decided')).toMatchObject([
    { subject: expect.stringContaining('逾時未決') },
  ]);
});
