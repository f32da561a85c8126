import { sql } from '../../src/platform/database/index.ts';
import { caller, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

const MONDAY = '2026-11-16';
const shown = { name: caller.name, phone: caller.phone, email: caller.email, address: null, masked: false };
const masks = { name: '王○○', phone: '0912***678', email: 'w***@example.org', address: null, masked: true };

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
const CONTACT = { purpose: 'CONTACT', note: '約定現場時間' };
const secret = { ...signalTiming, petitioner: { ...caller, confidential: true } };

interface Told {
  readonly type: string;
  readonly actor: string;
  readonly data: string;
}

const factsOf = ({ petitionNo }: Opened): Promise<Told[]> =>
  city.rows<Told>(sql`
    SELECT f.type, f.actor_name AS actor, f.data::text AS data
    FROM facts f JOIN petitions p ON p.id = f.subject_id
    WHERE p.petition_no = ${petitionNo} AND f.type LIKE 'petition.identity%' ORDER BY f.seq`);

const appoint = async (username: string, agencyCode: string | null): Promise<Answer> =>
  (await city.as('city')).put(`/custodians/${await idOf(username)}`, { agencyCode, from: MONDAY, until: '2026-12-31' });

describe('whoever works on a case and says what for', () => {
  test('is shown who petitioned for ten minutes, and the mask after that', async () => {
    const petition = await open();
    const { status, body } = await handler.post(petition.reveal, CONTACT);
    expect([status, body]).toEqual([
      200,
      {
        petitionNo: petition.petitionNo,
        identityLevel: 'NAMED',
        purpose: 'CONTACT',
        petitioner: shown,
        expiresAt: expect.any(String),
      },
    ]);
    const until = new Date(body.expiresAt);
    expect(await seen(handler, petition)).toMatchObject({ petitioner: shown, revealedUntil: body.expiresAt });
    await city.advanceTo(new Date(until.getTime() - 60_000).toISOString());
    expect(await seen(handler, petition)).toMatchObject({ petitioner: shown });
    await city.advanceTo(body.expiresAt);
    expect(await seen(handler, petition)).toMatchObject({ petitioner: masks, revealedUntil: null });
  });

  test('is shown that petition alone, and nobody else is', async () => {
    const petition = await open();
    const other = await open();
    await handler.post(petition.reveal, CONTACT);
    expect(await seen(handler, other)).toMatchObject({ petitioner: masks });
    for (const username of ['supervisor.ty-tra', 'operator', 'city', 'auditor', 'dispatcher']) {
      expect(await seen(await city.as(username), petition)).toMatchObject({ petitioner: masks });
    }
  });

  test.each(['operator', 'dispatcher', 'city', 'supervisor.ty-tra'])('may be %s', async (username) => {
    const petition = await open();
    const client = await city.as(username);
    expect((await client.post(petition.reveal, CONTACT)).body.petitioner).toEqual(shown);
    expect(await seen(client, petition)).toMatchObject({ petitioner: shown });
  });

  test('leaves a fact for the reveal and one for looking again, without a word of what was shown', async () => {
    const petition = await open();
    await handler.post(petition.reveal, { ...CONTACT, note: `致電${caller.name}` });
    expect((await factsOf(petition)).map(({ type }) => type)).toEqual(['petition.identity_revealed']);
    for (let again = 0; again < 3; again++) await seen(handler, petition);
    const facts = await factsOf(petition);
    expect(facts.map(({ type, actor }) => [type, actor])).toEqual([
      ['petition.identity_revealed', '桃園市政府交通局 承辦人'],
      ['petition.identity_viewed', '桃園市政府交通局 承辦人'],
    ]);
    expect(facts[0]!.data).toContain('CONTACT');
    for (const { data } of facts) expect(data).not.toMatch(/王|0912|wang|約定|致電/);
    await handler.post(petition.reveal, CONTACT);
    await seen(handler, petition);
    expect((await factsOf(petition)).filter(({ type }) => type.endsWith('viewed'))).toHaveLength(2); // one for each reveal
  });

  test('leaves none for masks', async () => {
    const petition = await open();
    await seen(handler, petition);
    await seen(await city.as('auditor'), petition);
    expect(await factsOf(petition)).toEqual([]);
  });

  test('has a supervisor who is told, and a supervisor has the city’s', async () => {
    const petition = await open();
    await handler.post(petition.reveal, CONTACT);
    const letter = await city.letterTo('supervisor.ty-tra@demonstration.invalid', 'identity-revealed', petition.caseNo);
    expect(letter.body).toContain('桃園市政府交通局 承辦人');
    expect(letter.body).toContain('聯絡陳情人');
    expect(letter.body).toContain(petition.petitionNo);
    expect(letter.body + letter.subject).not.toMatch(/王小明|0912|wang|約定/);
    await (await city.as('supervisor.ty-tra')).post(petition.reveal, { purpose: 'SITE_VISIT' });
    const toCity = await city.letterTo('city@demonstration.invalid', 'identity-revealed', petition.caseNo);
    expect(toCity.body).toContain('桃園市政府交通局 主管');
    expect(toCity.body).toContain('現場會勘');
  });

  test('stands in the list that supervisors, the city and auditors read', async () => {
    const petition = await open();
    await handler.post(petition.reveal, CONTACT);
    await seen(handler, petition);
    const listed = async (username: string) =>
      (await (await city.as(username)).get(`/reveals?caseNo=${petition.caseNo}&count=true`)).body;
    const { items, total } = await listed('supervisor.ty-tra');
    expect([total, items]).toEqual([
      1,
      [
        {
          id: expect.any(String),
          caseNo: petition.caseNo,
          petitionNo: petition.petitionNo,
          identityLevel: 'NAMED',
          person: { id: await idOf('handler.ty-tra'), displayName: '桃園市政府交通局 承辦人' },
          onBehalfOf: null,
          agencyCode: 'TY-TRA',
          purpose: 'CONTACT',
          note: '約定現場時間',
          revealedAt: expect.any(String),
          expiresAt: expect.any(String),
          viewedAt: expect.any(String),
        },
      ],
    ]);
    for (const username of ['city', 'auditor']) expect((await listed(username)).items).toEqual(items);
    expect(await listed('supervisor.ty-lib')).toMatchObject({ items: [], total: 0 });
  });

  test('is listed page by page, the newest first', async () => {
    const petitions = [await open(), await open(), await open()];
    for (const { reveal } of petitions) await handler.post(reveal, CONTACT);
    const auditor = await city.as('auditor');
    const found: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await auditor.get(`/reveals?limit=1${cursor}`);
      found.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor as string}`;
    }
    const { items } = (await auditor.get('/reveals?limit=200')).body as { items: { id: string; revealedAt: string }[] };
    expect(found).toEqual(items.map(({ id }) => id));
    expect(items.length).toBeGreaterThan(2);
    const times = items.map(({ revealedAt }) => revealedAt);
    expect(times).toEqual([...times].sort().reverse());
    expectProblem(await auditor.get('/reveals?cursor=x'), { status: 400, code: 'page.bad_cursor' });
  });
});

describe('a transfer carries the case without the identity', () => {
  test('what was shown to the former agency is hidden at once, and the next one says anew what for', async () => {
    const petition = await open();
    const supervisor = await city.as('supervisor.ty-tra');
    await handler.post(petition.reveal, CONTACT);
    await supervisor.post(petition.reveal, CONTACT);
    await supervisor.post(`/cases/${petition.caseNo}/transfer`, { agencyCode: 'TY-RMO', reason: '屬路面工程' });
    const next = await city.as('handler.ty-rmo');
    expect(await seen(next, petition)).toMatchObject({ petitioner: masks });
    expectProblem(await handler.post(petition.reveal, CONTACT), { status: 404, code: 'case.not_found' });
    expect((await next.post(petition.reveal, CONTACT)).body.petitioner).toEqual(shown);
    const ruling = await city.as('city');
    expect((await ruling.post(`/cases/${petition.caseNo}/transfer`, { agencyCode: 'TY-TRA', reason: '仍屬號誌' })).status).toBe(
      200,
    );
    expect(await seen(handler, petition)).toMatchObject({ petitioner: masks }); // the case came back, the reveal did not
  });
});

describe('nobody is shown who petitioned', () => {
  test('who does not say what for', async () => {
    const petition = await open();
    for (const body of [{}, { purpose: 'CURIOSITY' }, { ...CONTACT, extra: 1 }, { ...CONTACT, note: 'x'.repeat(501) }]) {
      expectProblem(await handler.post(petition.reveal, body), { status: 422, code: 'input.invalid' });
    }
    for (const purpose of ['OTHER', 'LEGAL']) {
      const refused = { status: 422, code: 'reveal.note_required', fields: { note: 'reveal.note_required' } };
      expectProblem(await handler.post(petition.reveal, { purpose }), refused);
      expectProblem(await handler.post(petition.reveal, { purpose, note: '　' }), refused);
    }
    expect(await factsOf(petition)).toEqual([]);
    expect(await seen(handler, petition)).toMatchObject({ petitioner: masks });
  });

  test('by another case’s number, another petition’s, or that of none', async () => {
    const [petition, other] = [await open(), await open()];
    const stranger = await city.as('handler.ty-lib');
    expectProblem(await stranger.post(petition.reveal, CONTACT), { status: 404, code: 'case.not_found' });
    for (const no of [other.petitionNo, 'x', 'P26-000099-1']) {
      const refused = await handler.post(`/cases/${petition.caseNo}/petitions/${no}/reveal`, CONTACT);
      expectProblem(refused, { status: 404, code: 'petition.not_found' });
    }
  });
});

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
    expect(await factsOf(petition)).toEqual([]);
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

test('whoever calls for a survey sees the number that they dial, and it is recorded once that they did', async () => {
  const petition = await open({
    ...signalTiming,
    petitioner: { name: '王小明', phone: '03-3322101', preferredContact: 'PHONE' },
  });
  await handler.post(`/cases/${petition.caseNo}/accept`);
  await handler.post(`/cases/${petition.caseNo}/close`, { outcome: 'UPHELD', reply: '已調整' });
  await city.drain();
  const operator = await city.as('operator');
  for (let again = 0; again < 2; again++) {
    expect((await operator.get('/survey-calls')).body.items).toMatchObject([{ name: '王小明', phone: '03-3322101' }]);
  }
  const facts = await factsOf(petition);
  expect(facts.map(({ type }) => type)).toEqual(['petition.identity_viewed']);
  expect(facts[0]!.data).toContain('SURVEY_CALL');
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
});
