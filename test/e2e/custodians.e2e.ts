import { sql } from '../../src/platform/database/index.ts';
import { asCitizen, caller, pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

const MONDAY = '2026-11-16';
const CONTACT = { purpose: 'CONTACT', note: '約定現場時間' };
const shown = { name: caller.name, phone: caller.phone, email: caller.email, address: null, masked: false };
const secret = { ...signalTiming, petitioner: { ...caller, confidential: true } };

let city: TestApp;
let handler: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: `${MONDAY}T09:00:00+08:00` });
  handler = await city.as('handler.ty-tra');
});

/** Every test begins with nobody who is trusted with secrets. */
afterEach(async () => {
  const supervisor = await city.as('city');
  for (const { custodian } of (await supervisor.get('/custodians')).body.items)
    await supervisor.delete(`/custodians/${custodian.id}`);
});

afterAll(() => city.close());

interface Opened {
  readonly caseNo: string;
  readonly petitionNo: string;
  /** Where who petitioned is asked for. */
  readonly reveal: string;
}

async function open(body: object = signalTiming): Promise<Opened> {
  const { petitionNo, case: of } = (await (await city.as('operator')).post('/petitions', body)).body;
  return { caseNo: of.caseNo, petitionNo, reveal: `/cases/${of.caseNo}/petitions/${petitionNo}/reveal` };
}

const idOf = async (username: string): Promise<string> => (await (await city.as(username)).get('/auth/me')).body.id;
const seen = async (client: Client, { caseNo }: Opened) => (await client.get(`/cases/${caseNo}/petitions`)).body.items[0];
const appoint = async (username: string, agencyCode: string | null): Promise<Answer> =>
  (await city.as('city')).put(`/custodians/${await idOf(username)}`, { agencyCode, from: MONDAY, until: '2026-12-31' });

describe('who petitioned in confidence', () => {
  const officials = ['operator', 'dispatcher', 'handler.ty-tra', 'supervisor.ty-tra', 'city'];

  test.each([
    ['in confidence', secret],
    ['about a confidential matter', { ...signalTiming, categoryCode: 'LB-001' }],
    ['without a name', { ...signalTiming, petitioner: { phone: caller.phone, anonymous: true } }],
  ])('or %s is shown to nobody whatever their role', async (_, body) => {
    const petition = await open(body);
    for (const username of officials) {
      const answer = await (await city.as(username)).post(petition.reveal, CONTACT);
      if (answer.status !== 404) expectProblem(answer, { status: 403, code: 'reveal.custodian_only' });
    }
    expect((await (await city.as('auditor')).get(`/reveals?caseNo=${petition.caseNo}`)).body.items).toEqual([]);
  });

  test('is shown to the custodian of the agency, who says what for as well, as long as they are one', async () => {
    const petition = await open(secret);
    expect((await appoint('handler.ty-tra', 'TY-TRA')).status).toBe(200);
    expect((await seen(handler, petition)).petitioner).toMatchObject({ name: '***', masked: true });
    expect((await handler.post(petition.reveal, CONTACT)).body).toMatchObject({
      identityLevel: 'CONFIDENTIAL',
      petitioner: shown,
    });
    expect((await seen(handler, petition)).petitioner).toEqual(shown);
    for (const username of officials.filter((name) => name !== 'handler.ty-tra')) {
      expect((await seen(await city.as(username), petition)).petitioner).toMatchObject({ name: '***', masked: true });
    }
    expect((await (await city.as('city')).delete(`/custodians/${await idOf('handler.ty-tra')}`)).status).toBe(204);
    expect((await seen(handler, petition)).petitioner).toMatchObject({ name: '***', masked: true });
    expectProblem(await handler.post(petition.reveal, CONTACT), { status: 403, code: 'reveal.custodian_only' });
  });

  test('is shown to the city’s custodian whichever agency has the case, and to that of another agency not', async () => {
    const petition = await open(secret);
    await appoint('dispatcher', null);
    await appoint('handler.ty-rmo', 'TY-RMO');
    expect((await (await city.as('dispatcher')).post(petition.reveal, CONTACT)).body.petitioner).toEqual(shown);
    expectProblem(await (await city.as('handler.ty-rmo')).post(petition.reveal, CONTACT), {
      status: 404,
      code: 'case.not_found',
    });
    await (
      await city.as('supervisor.ty-tra')
    ).post(`/cases/${petition.caseNo}/transfer`, { agencyCode: 'TY-RMO', reason: '屬路面' });
    expect((await (await city.as('handler.ty-rmo')).post(petition.reveal, CONTACT)).body.petitioner).toEqual(shown);
  });

  test('is hidden again from whom they were named to, when the case becomes confidential', async () => {
    const petition = await open();
    await handler.post(petition.reveal, CONTACT);
    const moved = await handler.post(`/cases/${petition.caseNo}/recategorise`, { categoryCode: 'LB-001', reason: '檢舉' });
    expect(moved.status).toBe(200);
    const operator = await city.as('operator');
    expect(await seen(operator, petition)).toMatchObject({ identityLevel: 'CONFIDENTIAL', petitioner: { name: '***' } });
  });

  test('is told with from where they sent it, to the custodian and for the law alone', async () => {
    const sent = await city.citizen.post('/public/reports', {
      ...asCitizen(pothole),
      petitioner: { ...caller, confidential: true },
    });
    const at = `/cases/${sent.body.case.caseNo}/petitions/${sent.body.petitionNo}/reveal`;
    await appoint('dispatcher', null);
    const custodian = await city.as('dispatcher');
    const LEGAL = { purpose: 'LEGAL', note: '檢察署來函' };
    expect((await custodian.post(at, CONTACT)).body.sentFrom).toBeNull();
    expect((await custodian.post(at, LEGAL)).body.sentFrom).toBe('127.0.0.1');
    const named = await city.citizen.post('/public/reports', { ...asCitizen(pothole), petitioner: caller });
    const other = `/cases/${named.body.case.caseNo}/petitions/${named.body.petitionNo}/reveal`;
    expect((await (await city.as('handler.ty-rmo')).post(other, LEGAL)).body).toMatchObject({
      petitioner: shown,
      sentFrom: null,
    });
    const listed = await custodian.get(`/cases/${sent.body.case.caseNo}/petitions`);
    expect(JSON.stringify(listed.body)).not.toContain('127.0.0.1');
  });

  test('is spoken of in the list, what was written of them for the city alone', async () => {
    const petition = await open(secret);
    await appoint('handler.ty-tra', 'TY-TRA');
    await handler.post(petition.reveal, CONTACT);
    const noteFor = async (username: string) =>
      (await (await city.as(username)).get(`/reveals?caseNo=${petition.caseNo}`)).body.items[0].note;
    expect([await noteFor('supervisor.ty-tra'), await noteFor('auditor')]).toEqual([null, CONTACT.note]);
  });
});

describe('a custodian', () => {
  const days = { from: MONDAY, until: '2026-12-31' };

  test('is appointed by the city’s supervisor, for an agency or for the city, and is listed', async () => {
    const appointed = await appoint('handler.ty-tra', 'TY-TRA');
    const view = {
      custodian: { id: await idOf('handler.ty-tra'), displayName: '桃園市政府交通局 承辦人' },
      agencyCode: 'TY-TRA',
      ...days,
      appointedBy: { id: await idOf('city'), displayName: expect.any(String) },
      active: true,
    };
    expect([appointed.status, appointed.body]).toEqual([200, view]);
    for (const username of ['city', 'auditor']) {
      expect((await (await city.as(username)).get('/custodians')).body.items).toEqual([view]);
    }
    const facts = await city.rows(sql`
      SELECT f.type, f.data FROM facts f WHERE f.type LIKE 'account.custodian%' ORDER BY f.seq DESC LIMIT 1`);
    expect(facts).toEqual([
      { type: 'account.custodian_appointed', data: { agencyCode: 'TY-TRA', fromOn: MONDAY, untilOn: '2026-12-31' } },
    ]);
  });

  test('is not oneself, nobody unknown, nobody from elsewhere, and not for long', async () => {
    const admin = await city.as('city');
    expectProblem(await appoint('city', null), { status: 403, code: 'custodian.oneself' });
    for (const id of ['x', '00000000-0000-4000-8000-000000000000']) {
      expectProblem(await admin.put(`/custodians/${id}`, days), { status: 404, code: 'account.not_found' });
    }
    for (const agencyCode of [null, 'TY-LIB', 'NOWHERE']) {
      const refused = { status: 422, code: 'custodian.not_of_agency', fields: { agencyCode: 'custodian.not_of_agency' } };
      expectProblem(await appoint('handler.ty-tra', agencyCode), refused);
    }
    const at = `/custodians/${await idOf('handler.ty-tra')}`;
    for (const until of ['2026-11-15', '2027-11-17']) {
      const refused = { status: 422, code: 'custodian.bad_period', fields: { until: 'custodian.bad_period' } };
      expectProblem(await admin.put(at, { agencyCode: 'TY-TRA', from: MONDAY, until }), refused);
    }
    expectProblem(await admin.put(at, { agencyCode: 'TY-TRA' }), { status: 422, code: 'input.invalid' });
    expectProblem(await admin.delete(at), { status: 404, code: 'custodian.none' });
    expect((await admin.get('/custodians')).body.items).toEqual([]);
  });
});

test('a custodian is neither one before the first day nor after the last', async () => {
  const petition = await open(secret);
  const admin = await city.as('city');
  await admin.put(`/custodians/${await idOf('handler.ty-tra')}`, {
    agencyCode: 'TY-TRA',
    from: '2026-11-17',
    until: '2026-11-17',
  });
  expectProblem(await handler.post(petition.reveal, CONTACT), { status: 403, code: 'reveal.custodian_only' });
  await city.advanceTo('2026-11-17T09:00:00+08:00');
  expect((await handler.post(petition.reveal, CONTACT)).status).toBe(200);
  await city.advanceTo('2026-11-18T00:00:00+08:00');
  expectProblem(await handler.post(petition.reveal, CONTACT), { status: 403, code: 'reveal.custodian_only' });
  expect((await admin.get('/custodians')).body.items).toEqual([]);
}, 120_000); // every case of this file rings on the way
