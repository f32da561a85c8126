import { sql } from '../../src/platform/database/index.ts';
import { told } from '../support/access-calls.ts';
import { Newcomers, CHOSEN, type Arrived } from '../support/newcomers.ts';
import { IN_DAXI, pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, startTestApp, type TestApp } from '../support/test-app.ts';

const ZHONGLI = '68000020';
const HERE = { role: 'CITY_SUPERVISOR', agencyCode: null, districtCode: ZHONGLI };
const details = { displayName: '分區研考', email: null, reason: '分區辦理' };

let city: TestApp;
let admin: Client;
let second: Arrived;
let operator: Client;
let caseHere: string;
let caseElsewhere: string;

const open = async (body: object = pothole): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;

beforeAll(async () => {
  city = await startTestApp({
    startsAt: '2026-11-18T09:00:00+08:00',
    accounts: { secondFactorRoles: [] },
    replies: { approvals: [{ agencyCode: null, categoryCode: null, categoryGroup: 'TF', levels: 2 }] },
  });
  [admin, operator] = (await Promise.all(['admin', 'operator'].map((name) => city.as(name)))) as [Client, Client];
  second = await new Newcomers(city).administrator();
  [caseHere, caseElsewhere] = [await open(), await open({ ...pothole, location: IN_DAXI })];
});

afterAll(() => city.close());

/** Somebody whose account one administrator asked for and the other approved. */
async function arrived(roles: readonly object[]): Promise<Arrived> {
  const username = Newcomers.nextName();
  const asked = await admin.post('/accounts', { username, ...details, roles });
  expect([asked.status, asked.body.roles]).toEqual([201, roles]);
  const { id } = asked.body as { id: string };
  const approved = await second.client.post(`/accounts/${id}/approve`);
  expect(approved.body.roles).toEqual(roles);
  const client = await city.signIn(username, approved.body.initialPassword);
  await client.post('/auth/password', { currentPassword: approved.body.initialPassword, newPassword: CHOSEN });
  return { id, username, client };
}

const factOf = async (accountId: string, type: string): Promise<object> => {
  const facts = await city.rows<{ data: object }>(sql`
    SELECT f.data FROM facts f WHERE f.subject_id = ${accountId} AND f.type = ${type} ORDER BY f.seq DESC`);
  return facts[0]!.data;
};

test('a role for one district is asked for, approved and written down with its district', async () => {
  const { id, client } = await arrived([HERE]);
  expect((await client.get('/auth/me')).body.roles).toEqual([HERE]);
  expect((await admin.get(`/accounts/${id}`)).body.roles).toEqual([HERE]);
  expect(await factOf(id, 'account.requested')).toMatchObject({ roles: [HERE] });
  expect(await factOf(id, 'account.approved')).toMatchObject({ roles: [HERE] });
});

test('its holder reads, counts, searches and exports the cases of that district, and no other', async () => {
  const { client } = await arrived([HERE]);
  const { body } = await client.get('/cases?limit=200&count=true');
  const numbers = (body.items as { caseNo: string }[]).map(({ caseNo }) => caseNo);
  expect([numbers, body.total]).toEqual([[caseHere], 1]);
  for (const caseNo of [caseHere, caseElsewhere]) {
    const found = await client.get(`/cases?count=true&q=${caseNo}`);
    expect([found.body.total, found.body.items.length]).toEqual(caseNo === caseHere ? [1, 1] : [0, 0]);
  }
  for (const path of ['', '/events', '/petitions', '/attachments', '/bundle', '/clock', '/replies']) {
    expect([path, (await client.get(`/cases/${caseHere}${path}`)).status]).toEqual([path, 200]);
    expectProblem(await client.get(`/cases/${caseElsewhere}${path}`), { status: 404, code: 'case.not_found' });
  }
});

test('what is new is what was opened in that district since its holder looked last', async () => {
  const { client } = await arrived([HERE]);
  const news = async (isNew: boolean): Promise<string[]> =>
    (await client.get(`/cases?newSince=${isNew}`)).body.items.map((item: { caseNo: string }) => item.caseNo);
  expect([await news(true), await news(false)]).toEqual([[caseHere], []]);
  expect((await client.get('/cases')).body.items[0].marks).toEqual({ new: true, shortlisted: false });
  await client.put('/me/looked', {});
  expect([await news(true), await news(false)]).toEqual([[], [caseHere]]);
});

describe('of the replies that wait for the city’s approval,', () => {
  const waiting = async (location: object): Promise<string> => {
    const caseNo = await open({ ...signalTiming, location });
    const [handler, head] = [await city.as('handler.ty-tra'), await city.as('supervisor.ty-tra')];
    await handler.post(`/cases/${caseNo}/accept`);
    await handler.post(`/cases/${caseNo}/submit-reply`, { text: '已調整秒數。', outcome: 'UPHELD' });
    const { body } = await head.post(`/cases/${caseNo}/approve-reply`);
    expect(body.approval).toMatchObject({ role: 'CITY_SUPERVISOR', agencyCode: null });
    return caseNo;
  };
  const askedOf = async (client: Client, query = ''): Promise<[string[], number]> => {
    const { body } = await client.get(`/cases?approval=mine&count=true${query}`);
    return [(body.items as { caseNo: string }[]).map(({ caseNo }) => caseNo).sort(), body.total];
  };
  let here: string;
  let elsewhere: string;

  beforeAll(async () => {
    [here, elsewhere] = [await waiting(signalTiming.location), await waiting(IN_DAXI)];
  });

  test('its holder is shown, and counts, those of that district alone; whoever holds it for the city all of them', async () => {
    const { client } = await arrived([HERE]);
    expect(await askedOf(await city.as('city'))).toEqual([[here, elsewhere].sort(), 2]);
    expect(await askedOf(client)).toEqual([[here], 1]);
    for (const query of [`&q=${elsewhere}`, '&district=68000030', '&status=PENDING_APPROVAL&sort=dueAt&district=68000030'])
      expect([query, await askedOf(client, query)]).toEqual([query, [[], 0]]);
    expectProblem(await client.get(`/cases/${elsewhere}`), { status: 404, code: 'case.not_found' });
    expectProblem(await client.post(`/cases/${elsewhere}/approve-reply`), { status: 404, code: 'case.not_found' });
  });

  test('its holder is asked about those of other districts only as the head of an agency', async () => {
    const head = { role: 'AGENCY_SUPERVISOR', agencyCode: 'TY-TRA', districtCode: null };
    const { client } = await arrived([head, HERE]);
    expect(await askedOf(client)).toEqual([[here], 1]);
    const forTheirs = await open({ ...signalTiming, location: IN_DAXI });
    const handler = await city.as('handler.ty-tra');
    await handler.post(`/cases/${forTheirs}/accept`);
    await handler.post(`/cases/${forTheirs}/submit-reply`, { text: '已調整秒數。', outcome: 'UPHELD' });
    expect(await askedOf(client)).toEqual([[here, forTheirs].sort(), 2]);
    for (const access of ['CATEGORY_OWNER', 'REGISTRANT']) expect(await askedOf(client, `&access=${access}`)).toEqual([[], 0]);
    expect((await askedOf(await city.as('city')))[0]).not.toContain(forTheirs);
  });

  test('who takes its holder’s place is asked about no more than they', async () => {
    const dispatcher = { role: 'DISPATCHER', agencyCode: null, districtCode: ZHONGLI };
    const [absent, deputy] = [await arrived([HERE]), await arrived([dispatcher])];
    expect(await askedOf(deputy.client)).toEqual([[], 0]);
    const entered = { deputyId: deputy.id, from: '2026-11-18', until: '2026-11-18' };
    expect((await absent.client.put('/me/deputy', entered)).status).toBe(200);
    const again = await city.signIn(deputy.username, CHOSEN);
    expect(await askedOf(again)).toEqual([[here], 1]);
  });
});

describe('of cases that changed hands before, its holder who dispatches for the whole city', () => {
  const DISPATCHER = { role: 'DISPATCHER', agencyCode: null, districtCode: null };
  const rulings = (caseNo: string): Promise<object[]> =>
    city.rows(sql`
      SELECT f.id FROM facts f JOIN cases c ON c.id = f.subject_id WHERE f.type = 'case.ruled' AND c.case_no = ${caseNo}`);
  let both: Client;

  beforeAll(async () => {
    both = (await arrived([HERE, DISPATCHER])).client;
  });

  /** A case that was handed on once, and one that was then given back too. */
  async function handedOn(location: object): Promise<{ sent: string; givenBack: string }> {
    const [sent, givenBack] = [await open({ ...pothole, location }), await open({ ...pothole, location })];
    for (const caseNo of [sent, givenBack]) {
      const answer = await both.post(`/cases/${caseNo}/transfer`, { agencyCode: 'TY-LIB', reason: '權責' });
      expect([answer.status, answer.body.reroutes]).toEqual([200, 1]);
    }
    const returned = await (await city.as('handler.ty-lib')).post(`/cases/${givenBack}/return`, { reason: '非本館權責' });
    expect(returned.body).toMatchObject({ status: 'TRIAGE', reroutes: 2 });
    return { sent, givenBack };
  }

  test('rules in that district', async () => {
    const { sent, givenBack } = await handedOn(pothole.location);
    const to = { agencyCode: 'TY-PWB', reason: '路燈' };
    expect((await both.post(`/cases/${sent}/transfer`, to)).status).toBe(200);
    expect((await both.post(`/cases/${givenBack}/dispatch`, to)).status).toBe(200);
    for (const caseNo of [sent, givenBack]) expect(await rulings(caseNo)).toHaveLength(1);
  });

  test('rules in no other', async () => {
    const { sent, givenBack } = await handedOn(IN_DAXI);
    const to = { agencyCode: 'TY-PWB', reason: '路燈' };
    const refused = { status: 403, code: 'case.ruling_required' };
    expectProblem(await both.post(`/cases/${sent}/transfer`, to), refused);
    expectProblem(await both.post(`/cases/${sent}/recategorise`, { categoryCode: 'TF-001', reason: '號誌' }), refused);
    expectProblem(await both.post(`/cases/${givenBack}/dispatch`, to), refused);
    for (const caseNo of [sent, givenBack]) expect(await rulings(caseNo)).toEqual([]);
  });
});

test('who petitioned is shown to its holder of a case in that district, and no other case is there to ask about', async () => {
  const { client } = await arrived([HERE]);
  const petitionIn = async (caseNo: string): Promise<string> =>
    (await operator.get(`/cases/${caseNo}/petitions`)).body.items[0].petitionNo;
  const at = async (caseNo: string): Promise<string> => `/cases/${caseNo}/petitions/${await petitionIn(caseNo)}/reveal`;
  const why = { purpose: 'CONTACT', note: '確認地點' };
  const shown = await client.post(await at(caseHere), why);
  expect([shown.status, shown.body.petitioner]).toEqual([200, expect.objectContaining({ name: '王小明', masked: false })]);
  expect((await client.get(`/cases/${caseHere}/petitions`)).body.items[0].petitioner.masked).toBe(false);
  const [listed] = (await (await city.as('auditor')).get(`/reveals?caseNo=${caseHere}`)).body.items;
  expect(listed).toMatchObject({ person: { displayName: '分區研考' }, agencyCode: null });
  const refused = await client.post(await at(caseElsewhere), why);
  expectProblem(refused, { status: 404, code: 'case.not_found' });
  const missing = await client.post(await at(caseElsewhere).then((path) => path.replace(caseElsewhere, 'C26-999999-9')), why);
  expect(told(refused)).toBe(told(missing));
});

test('changing another role of an account keeps its district', async () => {
  const { id, client } = await arrived([HERE]);
  const { roles } = (await admin.get(`/accounts/${id}`)).body as { roles: object[] };
  const handler = { role: 'HANDLER', agencyCode: 'TY-RMO', districtCode: null };
  const changed = await admin.put(`/accounts/${id}`, { ...details, roles: [...roles, handler] });
  expect(changed.body.roles).toEqual([HERE, handler]);
  expect((await client.get('/auth/me')).body.roles).toEqual([HERE, handler]);
  expectProblem(await client.get(`/cases/${caseElsewhere}/bundle`), { status: 404, code: 'case.not_found' });
  const plain = { role: 'HANDLER', agencyCode: 'TY-RMO' };
  expect(await factOf(id, 'account.roles_changed')).toMatchObject({ before: [HERE], after: [HERE, plain] });
  const review = await admin.get('/accounts/review?quarter=2026Q4');
  expect(review.body).toContain(`CITY_SUPERVISOR#${ZHONGLI} HANDLER@TY-RMO`);
  expect(review.body).toContain(`CITY_SUPERVISOR#${ZHONGLI} → CITY_SUPERVISOR#${ZHONGLI} HANDLER@TY-RMO`);
});

test('another district is a change of roles; the same role for two districts is two roles', async () => {
  const { id, client } = await arrived([HERE]);
  const two = ['68000010', '68000030'].map((districtCode) => ({ ...HERE, districtCode }));
  expect((await admin.put(`/accounts/${id}`, { ...details, roles: two })).body.roles).toEqual(two);
  expect(await factOf(id, 'account.roles_changed')).toMatchObject({ before: [HERE], after: two });
  expectProblem(await client.get(`/cases/${caseHere}`), { status: 404, code: 'case.not_found' });
});

test.each([
  ['that the city does not have', [{ ...HERE, districtCode: '99999999' }], { 'roles.0.districtCode': 'district.unknown' }],
  ['that is empty', [{ ...HERE, districtCode: '' }], { 'roles.0.districtCode': 'district.unknown' }],
  ['that is no text', [{ ...HERE, districtCode: 1 }], { 'roles.0.districtCode': 'field.type' }],
  [
    'for a role that has none',
    [
      { role: 'ADMIN', districtCode: ZHONGLI },
      { role: 'HANDLER', agencyCode: 'TY-RMO', districtCode: ZHONGLI },
    ],
    { 'roles.0.districtCode': 'role.no_district', 'roles.1.districtCode': 'role.no_district' },
  ],
  ['that stands there twice', [HERE, HERE], { roles: 'field.duplicate' }],
])('a district %s is refused', async (_, roles, fields) => {
  const body = { username: Newcomers.nextName(), ...details, roles };
  expectProblem(await admin.post('/accounts', body), { status: 422, code: 'input.invalid', fields });
  const { id } = await arrived([HERE]);
  expectProblem(await admin.put(`/accounts/${id}`, { ...details, roles }), { status: 422, code: 'input.invalid', fields });
});
