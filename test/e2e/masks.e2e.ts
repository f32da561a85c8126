import { asCitizen, libraryLetter, pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { routesOf } from '../support/routes.ts';
import { type Client, keyIn, startTestApp, type TestApp } from '../support/test-app.ts';

/** Named, and asks for no secrecy. Nobody is called so anywhere else. */
const named = {
  name: '甄可見',
  phone: '0987-123-456',
  email: 'seen.once@example.org',
  address: '桃園市中壢區明示路77號6樓',
  preferredContact: 'EMAIL',
};
const TRACES = ['甄可見', '0987-123-456', '0987123456', 'seen.once', '77號'];
const MASKS = { name: '甄○○', phone: '0987***456', email: 's***@example.org', address: '桃園市中壢區明示路***', masked: true };
const HIDDEN = { name: '***', phone: '***', email: '***', address: '***', masked: true };

let city: TestApp;
let caseNo: string;
let referral: string;

const tracesIn = (text: string): string[] => TRACES.filter((trace) => text.includes(trace));

async function done(answer: Promise<{ readonly status: number; readonly body: unknown }>): Promise<void> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
}

const open = async (petitioner: object, more: object = {}): Promise<string> => {
  const { status, body } = await (await city.as('operator')).post('/petitions', { ...signalTiming, ...more, petitioner });
  expect([status, body.code]).toEqual([201, undefined]);
  return body.case.caseNo;
};

const petitionsOf = async (client: Client, no: string) => (await client.get(`/cases/${no}/petitions`)).body.items;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
  caseNo = await open(named);
  const handler = await city.as('handler.ty-tra');
  await done(handler.post(`/cases/${caseNo}/accept`));
  await done((await city.as('dispatcher')).post(`/cases/${caseNo}/add-co-handler`, { agencyCode: 'TY-LIB', reason: '請協助' }));
  await done((await city.as('supervisor.ty-tra')).post(`/cases/${caseNo}/transfer`, { agencyCode: 'TY-RMO', reason: '屬路面' }));
  await done((await city.as('handler.ty-rmo')).post(`/cases/${caseNo}/accept`));
  await done(
    (await city.as('handler.ty-rmo')).post(`/cases/${caseNo}/request-supplement`, { question: '哪裡？', replyWithinDays: 7 }),
  );
  const outside = await open(named);
  await done((await city.as('supervisor.ty-tra')).post(`/cases/${outside}/transfer`, { agencyCode: 'EX-TPC', reason: '電力' }));
  referral = keyIn(await city.letterTo('supervisor.ex-tpc@demonstration.invalid', 'referred', outside), 'referral');
}, 60_000);

afterAll(() => city.close());

describe('of whoever is named', () => {
  test.each(['operator', 'dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo', 'handler.ty-lib', 'city', 'auditor'])(
    '%s sees what helps to recognise them, and no more',
    async (username) => {
      expect(await petitionsOf(await city.as(username), caseNo)).toMatchObject([
        { identityLevel: 'NAMED', petitioner: MASKS, revealedUntil: null, correctedAt: null },
      ]);
    },
  );

  test('no answer to anybody who works here shows more, but the outbox of a machine that nothing leaves', async () => {
    const reads = routesOf(city).flatMap((route) => (route.startsWith('GET ') ? [route.slice('GET '.length)] : []));
    const addresses = reads.map((path) => path.replace(':caseNo', caseNo).replaceAll(/:\w+/g, 'x'));
    const searches = TRACES.map((trace) => `/cases?q=${encodeURIComponent(trace)}`);
    for (const username of ['operator', 'dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo', 'city', 'village', 'auditor']) {
      const client = await city.as(username);
      for (const address of [...addresses, ...searches]) {
        const { body } = await client.get(address);
        expect([username, address, tracesIn(JSON.stringify(body))]).toEqual([username, address, []]);
      }
    }
  });

  test('no letter to staff or to an outside agency shows more, nor does a subject', async () => {
    const { items } = (await (await city.as('admin')).get('/outbox?limit=200')).body;
    const messages = items as { subject: string; body: string; to: string; petitionNo: string | null }[];
    const toOthers = messages.filter(({ petitionNo }) => petitionNo === null);
    expect(toOthers.length).toBeGreaterThan(4);
    expect(toOthers.flatMap(({ body, to }) => tracesIn(body + to))).toEqual([]);
    expect(messages.flatMap(({ subject }) => tracesIn(subject))).toEqual([]);
    expect(messages.filter(({ to }) => to === named.email).length).toBeGreaterThan(1); // they are told all the same
  });
});

test('an agency outside the city learns nobody’s name with the case', async () => {
  const { status, body } = await city.citizen.get(`/public/referrals/${referral}`);
  expect([status, tracesIn(JSON.stringify(body))]).toEqual([200, []]);
});

test.each([
  ['asks for secrecy', { ...named, confidential: true }, {}, 'CONFIDENTIAL'],
  ['petitions about a confidential matter', named, { categoryCode: 'LB-001' }, 'CONFIDENTIAL'],
  ['gives no name', { ...named, name: null, anonymous: true }, {}, 'ANONYMOUS'],
])('of whoever %s it is seen that something is there', async (_, petitioner, more, identityLevel) => {
  const no = await open(petitioner, more);
  for (const username of ['operator', 'city', 'auditor']) {
    expect(await petitionsOf(await city.as(username), no)).toMatchObject([
      { identityLevel, petitioner: petitioner.name === null ? { ...HIDDEN, name: null } : HIDDEN },
    ]);
  }
});

describe('what looks masked is no detail of a petitioner', () => {
  test.each([
    ['name', '甄○○'],
    ['name', '***'],
    ['phone', '0987***456'],
    ['phone', '0987○○○456'],
    ['email', 's***@example.org'],
    ['email', '***'],
    ['address', '***'],
    ['address', '桃園市中壢區明示路***'],
  ])('%s %s is refused by every way in', async (field, value) => {
    const petitioner = { email: 'wang@example.org', [field]: value };
    const refused = { status: 422, code: 'input.invalid', fields: { [`petitioner.${field}`]: 'petitioner.masked' } };
    const operator = await city.as('operator');
    expectProblem(await operator.post('/petitions', { ...pothole, petitioner }), refused);
    expectProblem(await city.citizen.post('/public/petitions', { ...libraryLetter, petitioner }), refused);
    expectProblem(await city.citizen.post('/public/reports', { ...asCitizen(pothole), petitioner }), refused);
  });

  test('of what was refused nothing is stored', async () => {
    const count = async (): Promise<number> => (await (await city.as('city')).get('/cases?count=true')).body.total;
    const before = await count();
    await (await city.as('operator')).post('/petitions', { ...pothole, petitioner: { name: '甄○○' } });
    expect(await count()).toBe(before);
  });
});
