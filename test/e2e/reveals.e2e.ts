import { sql } from '../../src/platform/database/index.ts';
import { caller, pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, startTestApp, type TestApp } from '../support/test-app.ts';

const MONDAY = '2026-11-16';
const shown = { name: caller.name, phone: caller.phone, email: caller.email, address: null, masked: false };
const masks = { name: '王○○', phone: '0912***678', email: 'w***@example.org', address: null, masked: true };

let city: TestApp;
let handler: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: `${MONDAY}T09:00:00+08:00` });
  handler = await city.as('handler.ty-tra');
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
        sentFrom: null,
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

test('the head of a bureau is shown who petitioned in a case of a body below it, and the city hears of it', async () => {
  const petition = await open(pothole);
  const bureau = await city.as('supervisor.ty-pwb');
  expect((await bureau.post(petition.reveal, CONTACT)).body.petitioner).toMatchObject({ name: caller.name, masked: false });
  const toCity = await city.letterTo('city@demonstration.invalid', 'identity-revealed', petition.caseNo);
  expect(toCity.body).toContain('桃園市政府工務局 主管');
  await (await city.as('handler.ty-rmo')).post(petition.reveal, CONTACT);
  const { items } = (await bureau.get(`/reveals?caseNo=${petition.caseNo}`)).body as { items: object[] };
  expect(items).toMatchObject([{ agencyCode: 'TY-RMO' }, { agencyCode: 'TY-RMO' }]);
  expectProblem(await (await city.as('supervisor.ty-fin')).post(petition.reveal, CONTACT), {
    status: 404,
    code: 'case.not_found',
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
    const refused = { status: 403, code: 'reveal.not_on_case' }; // it still reads the case, for it answers for its category
    expectProblem(await handler.post(petition.reveal, CONTACT), refused);
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
