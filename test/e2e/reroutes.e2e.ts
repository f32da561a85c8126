import { signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let dispatcher: Client;
let cityLevel: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-17T09:00:00+08:00' });
  [dispatcher, cityLevel] = [await city.as('dispatcher'), await city.as('city')];
});

afterAll(() => city.close());

async function open(email: string): Promise<string> {
  const petitioner = { email, preferredContact: 'EMAIL' };
  const { body } = await (await city.as('operator')).post('/petitions', { ...signalTiming, petitioner });
  await city.drain(); // letters are written in the order in which the facts are handled
  return body.case.caseNo;
}

const giveBack = async (caseNo: string, agency: string, proposedAgencyCode: string): Promise<Answer> =>
  (await city.as(`handler.${agency}`)).post(`/cases/${caseNo}/return`, {
    reason: `非本機關權責（${agency}）`,
    proposedAgencyCode,
  });

const takeBack = (caseNo: string): Promise<Answer> => dispatcher.post(`/cases/${caseNo}/take-back`, { reason: '派錯機關' });

const send = (by: Client, command: 'dispatch' | 'transfer', caseNo: string, agencyCode: string): Promise<Answer> =>
  by.post(`/cases/${caseNo}/${command}`, { agencyCode, reason: '號誌桿屬工務局' });

describe('a case that is given back', () => {
  test('stays with its agency until the dispatcher, who is told, has sent it elsewhere; the petitioner learns where', async () => {
    const caseNo = await open('first@example.org');
    const returned = await giveBack(caseNo, 'ty-tra', 'TY-PWB');
    expect(returned.body).toMatchObject({
      status: 'TRIAGE',
      leadAgency: { code: 'TY-TRA' },
      reroutes: 1,
      assignments: [{ agencyCode: 'TY-TRA', status: 'RETURNED' }],
    });
    expect((await (await city.as('handler.ty-tra')).get(`/cases/${caseNo}`)).status).toBe(200);
    expect(await city.templatesTo('dispatcher@demonstration.invalid', caseNo)).toEqual(['returned']);

    const sent = await send(dispatcher, 'dispatch', caseNo, 'TY-PWB');
    expect(sent.body).toMatchObject({ status: 'DISPATCHED', leadAgency: { code: 'TY-PWB' }, reroutes: 1 });
    const left = await city.as('handler.ty-tra'); // answers for the category, and does nothing more to the case
    expect((await left.get(`/cases/${caseNo}`)).body).toMatchObject({ access: 'CATEGORY_OWNER', openCommands: [] });
    expectProblem(await left.post(`/cases/${caseNo}/note`, { text: 'x' }), { status: 404, code: 'case.not_found' });
    expect(await city.templatesTo('first@example.org', caseNo)).toEqual(['acknowledgement', 'transferred']);
  });

  test('and sent to the same agency again has not changed hands: the petitioner is told nothing', async () => {
    const caseNo = await open('same@example.org');
    await giveBack(caseNo, 'ty-tra', 'TY-PWB');
    const sent = await send(dispatcher, 'dispatch', caseNo, 'TY-TRA');
    expect(sent.body).toMatchObject({
      status: 'DISPATCHED',
      leadAgency: { code: 'TY-TRA' },
      assignments: [{ status: 'ASSIGNED' }],
    });
    expect(await city.templatesTo('same@example.org', caseNo)).toEqual(['acknowledgement']);
  });

  test('invariant 7: is to be decided about within a working day: those who decide are reminded when half of it is over, and when all is', async () => {
    const caseNo = await open('slow@example.org');
    await giveBack(caseNo, 'ty-tra', 'TY-PWB');
    const takenBack = await open('taken@example.org');
    await takeBack(takenBack);
    const decided = await open('quick@example.org');
    await giveBack(decided, 'ty-tra', 'TY-PWB');
    await city.drain();
    await send(dispatcher, 'dispatch', decided, 'TY-PWB');
    await city.drain();
    await city.advanceTo('2026-11-18T17:31:00+08:00');
    const reminded = await city.lettersTo('dispatcher@demonstration.invalid', caseNo);
    expect(reminded.map(({ template }) => template)).toEqual(['returned', 'undecided', 'undecided']);
    expect(reminded.map(({ subject }) => subject)).toEqual([
      expect.anything(),
      expect.stringContaining('即將逾時'),
      expect.stringContaining('已逾時限'),
    ]);
    for (const { body } of reminded) expect(body).toContain('建議機關：桃園市政府工務局');
    expect(await city.templatesTo('dispatcher@demonstration.invalid', decided)).toEqual(['returned']);
    expect(await city.templatesTo('dispatcher@demonstration.invalid', takenBack)).toEqual(['undecided', 'undecided']);
    const chief = 'supervisor.ty-tra@demonstration.invalid';
    expect(await city.templatesTo(chief, caseNo)).toEqual(['dispatched', 'returned', 'undecided', 'undecided']);
    expect(await city.templatesTo(chief, takenBack)).toEqual(['dispatched', 'taken-back']);
  });

  test('invariant 7: the first time by the head of its agency too, who is told whose it is instead; from the second on by no agency', async () => {
    const caseNo = await open('chief@example.org');
    const returned = await giveBack(caseNo, 'ty-tra', 'TY-PWB');
    expect(returned.body.proposedAgency).toEqual({ code: 'TY-PWB', name: '桃園市政府工務局' });
    const letter = await city.letterTo('supervisor.ty-tra@demonstration.invalid', 'returned', caseNo);
    expect(letter.body).toContain('建議機關：桃園市政府工務局');
    const refused = await send(await city.as('handler.ty-tra'), 'dispatch', caseNo, 'TY-PWB');
    expectProblem(refused, { status: 403, code: 'auth.not_allowed' });
    const stranger = await send(await city.as('supervisor.ty-pwb'), 'dispatch', caseNo, 'TY-PWB');
    expectProblem(stranger, { status: 404, code: 'case.not_found' });
    const sent = await send(await city.as('supervisor.ty-tra'), 'dispatch', caseNo, 'TY-PWB');
    expect(sent.body).toMatchObject({ status: 'DISPATCHED', leadAgency: { code: 'TY-PWB' }, reroutes: 1, proposedAgency: null });
    expect(await city.templatesTo('chief@example.org', caseNo)).toEqual(['acknowledgement', 'transferred']);

    await giveBack(caseNo, 'ty-pwb', 'TY-TRA');
    const again = await send(await city.as('supervisor.ty-pwb'), 'dispatch', caseNo, 'TY-TRA');
    expectProblem(again, { status: 403, code: 'case.ruling_required' });
    expect(await city.templatesTo('supervisor.ty-pwb@demonstration.invalid', caseNo)).toEqual(['dispatched']);
  });
});

test('a case that a dispatcher takes back untouched is no hop of its agency, whose head does not decide about it', async () => {
  const caseNo = await open('back@example.org');
  const back = await takeBack(caseNo);
  expect(back.body).toMatchObject({
    status: 'TRIAGE',
    leadAgency: { code: 'TY-TRA' },
    reroutes: 0,
    assignments: [{ agencyCode: 'TY-TRA', status: 'TAKEN_BACK' }],
  });
  const refused = await send(await city.as('supervisor.ty-tra'), 'dispatch', caseNo, 'TY-TRA');
  expectProblem(refused, { status: 403, code: 'case.not_given_back' });
  const sent = await send(dispatcher, 'dispatch', caseNo, 'TY-PWB');
  expect(sent.body).toMatchObject({ status: 'DISPATCHED', leadAgency: { code: 'TY-PWB' }, reroutes: 0 });
  expect(await city.templatesTo('back@example.org', caseNo)).toEqual(['acknowledgement', 'transferred']);
  expect((await giveBack(caseNo, 'ty-pwb', 'TY-TRA')).body.reroutes).toBe(1); // its first: no ruling is asked for
  expect((await send(dispatcher, 'dispatch', caseNo, 'TY-TRA')).status).toBe(200);
});

describe('from the second time on', () => {
  test('invariant 7: only the city’s level rules, on a return as on a transfer, and nothing changes when others try', async () => {
    const caseNo = await open('pingpong@example.org');
    await giveBack(caseNo, 'ty-tra', 'TY-PWB');
    await send(dispatcher, 'dispatch', caseNo, 'TY-PWB');
    const before = (await dispatcher.get(`/cases/${caseNo}`)).body;
    for (const by of [dispatcher, await city.as('supervisor.ty-pwb')]) {
      expectProblem(await send(by, 'transfer', caseNo, 'TY-TRA'), { status: 403, code: 'case.ruling_required' });
    }
    expect((await dispatcher.get(`/cases/${caseNo}`)).body).toEqual(before);

    expect((await giveBack(caseNo, 'ty-pwb', 'TY-TRA')).body).toMatchObject({ status: 'TRIAGE', reroutes: 2 });
    expect(await city.templatesTo('city@demonstration.invalid', caseNo)).toEqual(['returned']);
    expectProblem(await send(dispatcher, 'dispatch', caseNo, 'TY-TRA'), { status: 403, code: 'case.ruling_required' });
    const ruled = await send(cityLevel, 'dispatch', caseNo, 'TY-TRA');
    expect(ruled.body).toMatchObject({ status: 'DISPATCHED', leadAgency: { code: 'TY-TRA' } });
  });

  test('invariant 6: every change of lead is told to the petitioner once', async () => {
    const caseNo = await open('moved@example.org');
    await send(dispatcher, 'transfer', caseNo, 'TY-PWB');
    await city.drain();
    await send(cityLevel, 'transfer', caseNo, 'TY-RMO');
    await city.drain();
    await giveBack(caseNo, 'ty-rmo', 'TY-TRA');
    await send(cityLevel, 'dispatch', caseNo, 'TY-TRA');
    await city.drain();
    const letters = await city.lettersTo('moved@example.org', caseNo);
    expect(letters).toHaveLength(4);
    const transferred = letters.filter(({ template }) => template === 'transferred');
    expect(transferred.map(({ body }) => /承辦機關：(.*)/.exec(body)![1])).toEqual([
      '桃園市政府工務局',
      expect.stringContaining('養護工程處'),
      '桃園市政府交通局',
    ]);
  });

  test('the ruling is kept as a precedent, with the rule it amounts to', async () => {
    const caseNo = await open('precedent@example.org');
    await send(dispatcher, 'transfer', caseNo, 'TY-PWB');
    expect((await send(cityLevel, 'transfer', caseNo, 'TY-RMO')).status).toBe(200);
    await city.drain();
    const { body } = await dispatcher.get('/precedents?category=TF-002&limit=1&count=true');
    expect(body.items).toMatchObject([
      {
        caseNo,
        fromAgencyCode: 'TY-PWB',
        agencyCode: 'TY-RMO',
        reason: '號誌桿屬工務局',
        ruledBy: expect.any(String),
        suggestedRule: { category: 'TF-002', district: '68000020', target: 'TY-RMO', note: '號誌桿屬工務局' },
      },
    ]);
    const rest = await dispatcher.get(`/precedents?category=TF-002&cursor=${body.nextCursor as string}`);
    expect(rest.body.items).toHaveLength(body.total - 1);
    expect((await dispatcher.get('/precedents?category=RD-001')).body.items).toEqual([]);
    expectProblem(await dispatcher.get('/precedents?cursor=x'), { status: 400, code: 'page.bad_cursor' });
  });

  test('what disputes cost is the time that the clocks of the legs charge to whoever handed them on', async () => {
    await city.advanceTo('2026-11-19T09:00:00+08:00');
    const caseNo = await open('lost@example.org');
    await city.advanceTo('2026-11-19T15:00:00+08:00');
    await giveBack(caseNo, 'ty-tra', 'TY-PWB'); // in dispute the agency stays responsible
    await city.advanceTo('2026-11-20T10:30:00+08:00');
    await send(dispatcher, 'dispatch', caseNo, 'TY-PWB');
    await city.drain();
    await city.advanceTo('2026-11-20T11:30:00+08:00');
    await send(cityLevel, 'transfer', caseNo, 'TY-RMO');
    await city.drain();
    await city.advanceTo('2026-11-20T12:00:00+08:00');
    const { legs, ranMinutes, unheldMinutes } = (await cityLevel.get(`/cases/${caseNo}/clock`)).body;
    expect(legs).toMatchObject([
      { agencyCode: 'TY-TRA', status: 'RETURNED', state: 'STOPPED', heldMinutes: expect.closeTo(570, -1) },
      { agencyCode: 'TY-PWB', status: 'TRANSFERRED', state: 'STOPPED', heldMinutes: expect.closeTo(60, -1) },
      { agencyCode: 'TY-RMO', status: 'ASSIGNED', state: 'RUNNING', heldMinutes: expect.closeTo(30, -1) },
    ]);
    const held = legs.map(({ heldMinutes }: { heldMinutes: number }) => heldMinutes) as number[];
    expect(held.reduce<number>((sum, minutes) => sum + minutes, unheldMinutes)).toBe(ranMinutes);
    const { body } = await cityLevel.get('/reroutings?from=2026-11-20&to=2026-11-20');
    expect(body.items).toEqual([
      { agencyCode: 'TY-PWB', hops: 1, heldMinutes: held[1], daysLost: 0.1 },
      { agencyCode: 'TY-TRA', hops: 1, heldMinutes: held[0], daysLost: 1.2 },
    ]);
  });

  test('what disputes cost is counted by agency', async () => {
    const { body } = await cityLevel.get('/reroutings?from=2026-11-17&to=2026-11-18');
    const cost = new Map(body.items.map((item: { agencyCode: string }) => [item.agencyCode, item]));
    expect(cost.get('TY-TRA')).toMatchObject({ hops: 7, daysLost: expect.any(Number) });
    expect(cost.get('TY-PWB')).toMatchObject({ hops: 4 });
    expect((await cityLevel.get('/reroutings?from=2026-11-01&to=2026-11-16')).body.items).toEqual([]);
    expectProblem(await cityLevel.get('/reroutings?from=yesterday'), { status: 422, code: 'input.invalid' });
  });
});
