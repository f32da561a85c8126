import { holderOf } from '../support/district-holders.ts';
import { IN_DAXI, pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, startTestApp, type TestApp } from '../support/test-app.ts';

const ZHONGLI = '68000020';

let city: TestApp;
let operator: Client;
let dispatcher: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  [operator, dispatcher] = (await Promise.all(['operator', 'dispatcher'].map((name) => city.as(name)))) as [Client, Client];
});

afterAll(() => city.close());

const open = async (body: object = pothole): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;
const numbersIn = async (client: Client, query: string): Promise<string[]> =>
  ((await client.get(`/cases?limit=200&${query}`)).body.items as { caseNo: string }[]).map(({ caseNo }) => caseNo);
const move = async (caseNo: string, command: string, agencyCode: string): Promise<void> => {
  expect((await dispatcher.post(`/cases/${caseNo}/${command}`, { agencyCode, reason: '權責' })).status).toBe(200);
};

describe('an agency that worked on a case before', () => {
  let caseNo: string;
  let former: Client;

  beforeAll(async () => {
    caseNo = await open({ ...pothole, subject: '隧道口坑洞', description: '隧道口的坑洞積水很深，機車容易滑倒' });
    former = await city.as('handler.ty-tra');
    const lead = await city.as('handler.ty-rmo');
    await lead.post(`/cases/${caseNo}/note`, { text: '主辦先前的紀錄' });
    await move(caseNo, 'add-co-handler', 'TY-TRA');
    expect((await former.post(`/cases/${caseNo}/note`, { text: '協辦自己的紀錄' })).status).toBe(200);
    await lead.post(`/cases/${caseNo}/note`, { text: '主辦同時的紀錄' });
    await move(caseNo, 'remove-co-handler', 'TY-TRA');
    await lead.post(`/cases/${caseNo}/note`, { text: '主辦後來的紀錄' });
  });

  test('reads its number, category, status and dates, and nothing else of it', async () => {
    const { body } = await former.get(`/cases/${caseNo}`);
    const { version: _, firstReceivedAt, openedAt, dueAt, ...rest } = body;
    expect([firstReceivedAt, openedAt, dueAt].every((at) => /^2026-11-20T/.test(at as string))).toBe(true);
    expect(rest).toMatchObject({ access: 'FORMER', caseNo, status: 'DISPATCHED', category: { code: 'RD-001' } });
    expect(rest).toMatchObject({ subject: null, description: null, leadAgency: null, handler: null, assignments: [] });
    expect(rest).toMatchObject({ location: { lat: null, lng: null, address: null, district: null, village: null } });
    expect(rest).toMatchObject({ openCommands: [], petitionCount: null, reply: null, outcome: null, promises: [] });
    expect(JSON.stringify(body)).not.toMatch(/隧道|中壢/);
  });

  test('reads in the timeline what it wrote itself, and nothing of others, before or after', async () => {
    const { body } = await former.get(`/cases/${caseNo}/events?count=true`);
    expect(body).toMatchObject({ total: 1, items: [{ type: 'case.noted', data: { text: '協辦自己的紀錄' } }] });
  });

  test('finds it among its former cases, and not among its own', async () => {
    expect(await numbersIn(former, '')).not.toContain(caseNo);
    expect(await numbersIn(former, `q=${caseNo}`)).toEqual([]);
    const { body } = await former.get('/cases?access=FORMER&count=true&status=DISPATCHED&category=RD-001');
    expect(body).toMatchObject({ total: 1, items: [{ caseNo, access: 'FORMER', subject: null }] });
    expect(await numbersIn(former, `access=FORMER&q=${caseNo}`)).toEqual([caseNo]);
  });

  test('learns nothing of it by searching for words or filtering by what it does not show', async () => {
    expect(await numbersIn(former, `access=FORMER&q=${encodeURIComponent('隧道')}`)).toEqual([]);
    for (const filter of ['agency=TY-RMO', `district=${ZHONGLI}`, 'overdue=true', 'handler=me'])
      expectProblem(await former.get(`/cases?access=FORMER&${filter}`), {
        status: 422,
        code: 'input.invalid',
        fields: { [filter.split('=')[0]!]: 'filter.not_for_access' },
      });
  });

  test('learns nothing of it any more when it becomes its own complaint', async () => {
    const complaint = await open();
    await move(complaint, 'add-co-handler', 'TY-TRA');
    await move(complaint, 'remove-co-handler', 'TY-TRA');
    expect((await former.get(`/cases/${complaint}`)).status).toBe(200);
    await dispatcher.post(`/cases/${complaint}/recuse`, { agencyCode: 'TY-TRA', reason: '被陳情機關' });
    expectProblem(await former.get(`/cases/${complaint}`), { status: 404, code: 'case.not_found' });
    expect(await numbersIn(former, 'access=FORMER')).not.toContain(complaint);
  });
});

test('the agency that answers for a category reads its cases wherever they are, without who petitioned', async () => {
  const caseNo = await open(signalTiming);
  await move(caseNo, 'transfer', 'TY-LIB');
  const owner = await city.as('supervisor.ty-tra');
  expect((await owner.get(`/cases/${caseNo}`)).body).toMatchObject({
    access: 'CATEGORY_OWNER',
    subject: signalTiming.subject,
    leadAgency: { code: 'TY-LIB' },
    openCommands: [],
  });
  const { body } = await owner.get(`/cases/${caseNo}/petitions`);
  expect(body.items).toHaveLength(1);
  expect(JSON.stringify(body)).not.toMatch(/王小明|345-678|wang@/);
  expect(await numbersIn(owner, '')).not.toContain(caseNo);
  expect(await numbersIn(owner, 'access=CATEGORY_OWNER')).toEqual([caseNo]);
});

describe('a bureau', () => {
  test('has the cases of the bodies below it in its list, each once and in its order, and works on them', async () => {
    const above = await city.as('supervisor.ty-pwb');
    const both = await open();
    await move(both, 'add-co-handler', 'TY-NCO');
    const listed = await above.get('/cases?status=DISPATCHED,IN_PROGRESS&limit=200&count=true');
    const items = listed.body.items as { caseNo: string; dueAt: string }[];
    expect(items.filter(({ caseNo }) => caseNo === both)).toHaveLength(1);
    expect(items.map(({ dueAt }) => dueAt)).toEqual(items.map(({ dueAt }) => dueAt).sort());
    expect(listed.body.total).toBe(items.length);
    const pages = await above.get('/cases?status=DISPATCHED,IN_PROGRESS&limit=2');
    expect(pages.body.items.map(({ caseNo }: { caseNo: string }) => caseNo)).toEqual(
      items.slice(0, 2).map(({ caseNo }) => caseNo),
    );
    const next = await above.get(`/cases?status=DISPATCHED,IN_PROGRESS&limit=1&cursor=${pages.body.nextCursor as string}`);
    expect(next.body.items[0].caseNo).toBe(items[2]!.caseNo);
    expect((await above.post(`/cases/${both}/note`, { text: '局裡已知悉' })).status).toBe(200);
  });

  test('that a case complains of does not see it by the body below', async () => {
    const above = await city.as('supervisor.ty-pwb');
    const caseNo = await open();
    expect((await above.get(`/cases/${caseNo}`)).status).toBe(200);
    await dispatcher.post(`/cases/${caseNo}/recuse`, { agencyCode: 'TY-PWB', reason: '被陳情機關' });
    expectProblem(await above.get(`/cases/${caseNo}`), { status: 404, code: 'case.not_found' });
    for (const query of ['', 'status=DISPATCHED', `q=${caseNo}`, 'access=FORMER', 'access=CATEGORY_OWNER'])
      expect(await numbersIn(above, query)).not.toContain(caseNo);
    expect((await (await city.as('handler.ty-rmo')).get(`/cases/${caseNo}`)).status).toBe(200);
  });
});

describe('a role that is held for one district', () => {
  test('reaches the cases that lie in it, and no others, in lists, counts, searches and commands', async () => {
    const here = await open();
    const elsewhere = await open({ ...pothole, location: IN_DAXI });
    const client = await holderOf(city, 'DISPATCHER', ZHONGLI);
    const listed = await client.get('/cases?limit=200&count=true');
    const numbers = (listed.body.items as { caseNo: string; location: { district: { code: string } } }[]).map(
      ({ caseNo, location }) => [caseNo, location.district.code] as const,
    );
    expect(new Map(numbers).get(here)).toBe(ZHONGLI);
    expect([...new Set(numbers.map(([, district]) => district))]).toEqual([ZHONGLI]);
    expect(listed.body.total).toBe(numbers.length);
    expect(await numbersIn(client, `q=${elsewhere}`)).toEqual([]);
    expectProblem(await client.get(`/cases/${elsewhere}`), { status: 404, code: 'case.not_found' });
    const sent = { agencyCode: 'TY-PWB', reason: '權責' };
    expectProblem(await client.post(`/cases/${elsewhere}/transfer`, sent), { status: 404, code: 'case.not_found' });
    expect((await client.post(`/cases/${here}/transfer`, sent)).body.leadAgency.code).toBe('TY-PWB');
  });

  test('decides nothing for the whole city', async () => {
    const client = await holderOf(city, 'CITY_SUPERVISOR', ZHONGLI);
    const off = { kind: 'OFF', reason: '颱風' };
    expectProblem(await client.put('/calendar/days/2026-11-23', off), { status: 403, code: 'auth.not_allowed' });
    expectProblem(await client.get('/ops/attention'), { status: 403, code: 'auth.not_allowed' });
    expectProblem(await client.get('/reroutings'), { status: 403, code: 'auth.not_allowed' });
    for (const path of ['/surveys', '/survey-reviews', '/reopen-requests', '/precedents', '/reminders'])
      expect([path, (await client.get(`${path}?count=true`)).body]).toEqual([path, { items: [], nextCursor: null, total: 0 }]);
  });
});

describe('a village head', () => {
  test('petitions by their own channel, and follows what they sent in without what the agencies say among themselves', async () => {
    const village = await city.as('village');
    const sent = await village.post('/petitions', { ...pothole, channel: 'VILLAGE_HEAD' });
    expect(sent.status).toBe(201);
    const { caseNo } = sent.body.case;
    expect(sent.body.case).toMatchObject({ access: 'REGISTRANT', openCommands: [] });
    const handler = await city.as('handler.ty-rmo');
    await handler.post(`/cases/${caseNo}/accept`);
    await handler.post(`/cases/${caseNo}/note`, { text: '內部紀錄' });
    await handler.post(`/cases/${caseNo}/note`, { text: '已派工', public: true });
    expect((await village.get(`/cases/${caseNo}`)).body).toMatchObject({
      access: 'REGISTRANT',
      status: 'IN_PROGRESS',
      subject: pothole.subject,
      handler: null,
      openCommands: [],
    });
    const events = JSON.stringify((await village.get(`/cases/${caseNo}/events`)).body);
    expect([events.includes('已派工'), events.includes('內部紀錄')]).toEqual([true, false]);
    expect(await numbersIn(village, '')).toEqual([caseNo]);
    expect((await village.get(`/cases/${caseNo}/petitions`)).body.items).toHaveLength(1);
  });

  test('takes in nothing that comes another way, nor looks up who has petitioned', async () => {
    const village = await city.as('village');
    expectProblem(await village.post('/petitions', pothole), { status: 403, code: 'petition.channel_not_yours' });
    expectProblem(await village.post('/petitions/repeats', { phone: '0912345678' }), { status: 403, code: 'auth.not_allowed' });
  });

  test('of a case that answers others as well reads the own petition alone', async () => {
    const village = await city.as('village');
    const caseNo = await open({ ...pothole, subject: '別人的主旨', petitioner: { ...pothole.petitioner, name: '陳大文' } });
    const own = (await village.post('/petitions', { ...pothole, channel: 'VILLAGE_HEAD', subject: '里長的主旨' })).body.case
      .caseNo;
    expect((await dispatcher.post(`/cases/${own as string}/merge`, { intoCaseNo: caseNo, reason: '同一坑洞' })).status).toBe(200);
    const merged = await village.get(`/cases/${caseNo}`);
    expect(merged.body).toMatchObject({ access: 'REGISTRANT', subject: null, description: null, petitionCount: null });
    const { items } = (await village.get(`/cases/${caseNo}/petitions`)).body;
    expect(items.map(({ subject }: { subject: string }) => subject)).toEqual(['里長的主旨']);
    for (const query of [`q=${encodeURIComponent('別人')}`, `district=${ZHONGLI}`])
      for (const access of ['', '&access=REGISTRANT']) {
        const { body } = await village.get(`/cases?limit=200&count=true&${query}${access}`);
        const found = (body.items as { caseNo: string }[]).map((item) => item.caseNo);
        expect([query, found.includes(caseNo), body.total]).toEqual([query, false, found.length]);
      }
    expect(await numbersIn(village, '')).toContain(caseNo);
  });
});

describe('the numbers of other cases that a case names', () => {
  test('are not told to those who may not read them', async () => {
    const child = await open({ ...signalTiming, location: IN_DAXI });
    const parent = await open();
    const grouped = await dispatcher.post(`/cases/${child}/set-parent`, { parentCaseNo: parent, reason: '同一工程' });
    expect(grouped.body.parentCaseNo).toBe(parent);
    const ofChild = await city.as('handler.ty-tra');
    const ofParent = await city.as('handler.ty-rmo');
    expect((await ofChild.get(`/cases/${child}`)).body).toMatchObject({ access: 'FULL', parentCaseNo: null });
    expect((await ofChild.post(`/cases/${child}/accept`)).body.parentCaseNo).toBeNull();
    expect(JSON.stringify((await ofChild.get('/cases?limit=200')).body)).not.toContain(parent);
    expect(JSON.stringify((await ofChild.get(`/cases/${child}/events`)).body)).not.toContain(parent);
    const [listed] = (await ofParent.get(`/cases/${parent}/children`)).body.items;
    expect(listed).toMatchObject({ caseNo: null, category: null, status: 'IN_PROGRESS', leadAgency: { code: 'TY-TRA' } });
    expect(JSON.stringify((await ofParent.get(`/cases/${parent}/events`)).body)).not.toContain(child);
    expect((await dispatcher.get(`/cases/${child}`)).body.parentCaseNo).toBe(parent);
    await ofParent.post(`/cases/${parent}/accept`);
    const early = await ofParent.post(`/cases/${parent}/close`, { outcome: 'UPHELD', reply: '已修補完成，謝謝您的反映。' });
    expectProblem(early, { status: 409, code: 'case.children_open' });
    expect(early.body.caseNos).toEqual([]);
  });
});

test('whoever has nothing to do with a case finds it in no list, count or search', async () => {
  const caseNo = await open();
  const stranger = await city.as('supervisor.ty-fin');
  for (const query of [
    `q=${caseNo}`,
    `q=${encodeURIComponent(pothole.subject)}`,
    'category=RD-001',
    'agency=TY-RMO',
    'overdue=false',
  ])
    for (const access of ['', '&access=FULL', '&access=CATEGORY_OWNER', '&access=REGISTRANT'])
      expect([query, (await stranger.get(`/cases?count=true&${query}${access}`)).body]).toEqual([
        query,
        { items: [], nextCursor: null, total: 0 },
      ]);
  expect((await stranger.get(`/reminders?count=true&caseNo=${caseNo}`)).body.total).toBe(0);
  expect((await stranger.get('/precedents?count=true')).body.total).toBe(0);
});
