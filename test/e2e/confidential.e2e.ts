import { sql } from '../../src/platform/database/index.ts';
import { IN_ZHONGLI } from '../support/petition-bodies.ts';
import { routesOf } from '../support/routes.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';
import { messagesOf } from '../support/vault.ts';

/** Nobody of this name lives anywhere; each channel has its own, so that whatever is found tells where it came from. */
const MARK = { name: '甄隱姓', phone: '0987-65', email: 'canary-', address: '藏名路' };
const TRACES = [MARK.name, MARK.phone, MARK.phone.replaceAll('-', ''), MARK.email, MARK.address];

const STAFF_CHANNELS = ['HOTLINE', 'COUNTER', 'LETTER', 'FAX', 'EMAIL', 'VILLAGE_HEAD', 'DIRECTIVE'] as const;
const CHANNELS = [...STAFF_CHANNELS, 'CITY_MAILBOX', 'CITY_APPEARANCE', 'CONFIDENTIAL_CATEGORY', 'JOINED'] as const;
type Way = (typeof CHANNELS)[number];

/** Everybody who may see something: nobody is a custodian by their role. */
const ONLOOKERS = [
  'operator',
  'dispatcher',
  'handler.ty-tra',
  'supervisor.ty-tra',
  'handler.ty-rmo',
  'supervisor.ty-rmo',
  'city',
  'village',
  'admin',
  'auditor',
];

const logged: string[] = [];
const write = process.stdout.write.bind(process.stdout);
let city: TestApp;
const caseNos = new Map<Way, string>();
const followed: { readonly petitionNo: string; readonly lookupCode: string }[] = [];

/** As it was written, or as it was read back. */
const tracesIn = (text: string): string[] => TRACES.filter((trace) => text.includes(trace));

const identityOf = (way: Way) => {
  const n = CHANNELS.indexOf(way);
  return {
    name: `${MARK.name}${'甲乙丙丁戊己庚辛壬癸子'[n]!}`,
    phone: `${MARK.phone}${String(100 + n)}-${n % 10}`,
    email: `${MARK.email}${n}@example.org`,
    address: `桃園市桃園區${MARK.address}${n + 1}號`,
  };
};

/** Everybody is reached in another way, the mailbox by e-mail. */
const CONTACTS = ['EMAIL', 'SMS', 'PHONE', 'LETTER'] as const;

const petitionOf = (way: Way, confidential = true) => ({
  categoryCode: 'TF-002',
  subject: '號誌綠燈太短',
  description: '行人綠燈只有十秒',
  location: IN_ZHONGLI,
  petitioner: { ...identityOf(way), confidential, preferredContact: CONTACTS[CHANNELS.indexOf(way) % 4] },
});

async function send(way: Way): Promise<Answer> {
  const [operator, body] = [await city.as('operator'), petitionOf(way)];
  switch (way) {
    case 'CITY_MAILBOX':
      return city.citizen.post('/public/petitions', body);
    case 'CITY_APPEARANCE':
      return city.citizen.post('/public/reports', { ...body, categoryCode: 'RD-001' });
    case 'CONFIDENTIAL_CATEGORY':
      return operator.post('/petitions', { ...petitionOf(way, false), channel: 'HOTLINE', categoryCode: 'LB-001' });
    case 'JOINED':
      return operator.post('/petitions', { ...petitionOf(way, false), channel: 'HOTLINE', joinCaseNo: caseNos.get('HOTLINE') });
    default:
      return operator.post('/petitions', { ...body, channel: way });
  }
}

async function register(way: Way): Promise<void> {
  const sent = await send(way);
  expect([way, sent.status]).toEqual([way, 201]);
  caseNos.set(way, sent.body.case.caseNo);
  followed.push(sent.body);
}

async function done(answer: Promise<Answer>): Promise<void> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
}

/** A case from its transfer to its end, with everything on the way that tells somebody something. */
async function live(caseNo: string): Promise<void> {
  const at = `/cases/${caseNo}`;
  const [dispatcher, supervisor, handler] = [
    await city.as('dispatcher'),
    await city.as('supervisor.ty-tra'),
    await city.as('handler.ty-rmo'),
  ];
  await done((await city.as('handler.ty-tra')).post(`${at}/accept`));
  await done(dispatcher.post(`${at}/add-co-handler`, { agencyCode: 'TY-LIB', reason: '請協助' }));
  await done(dispatcher.post(`${at}/remove-co-handler`, { agencyCode: 'TY-LIB', reason: '已不需要' }));
  await done(supervisor.post(`${at}/transfer`, { agencyCode: 'TY-RMO', reason: '屬路面工程' }));
  await done(handler.post(`${at}/accept`));
  await done(handler.post(`${at}/request-supplement`, { question: '哪一個路口？', replyWithinDays: 7 }));
  await done(handler.post(`${at}/receive-supplement`, { text: '中正路口' }));
  await done(handler.post(`${at}/close`, { outcome: 'UPHELD', reply: '已調整秒數。' }));
}

beforeAll(async () => {
  process.stdout.write = (line: string | Uint8Array) => logged.push(String(line)) > 0;
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00', environment: { LOG_LEVEL: 'trace' } });
  for (const way of CHANNELS) await register(way);
  await city.drain();
  const [letter] = await messagesOf(city.database, sql`SELECT m.id, m.sealed FROM messages m WHERE m.template = 'confirmation'`);
  const link = letter!.links.find(({ rel }) => rel === 'confirmation');
  await done(city.citizen.get(`/public/confirmations/${link!.href.split('/').at(-1)!}`));
  await Promise.all([...STAFF_CHANNELS, 'CITY_MAILBOX' as const].map((way) => live(caseNos.get(way)!)));
  await city.acceptHazards();
  await city.advanceTo('2026-11-17T09:00:00+08:00'); // the hole in the street is late, and the digests are sent
  await city.drain();
}, 120_000);

afterAll(async () => {
  await city.close();
  process.stdout.write = write;
});

/** The addresses of every GET route, about each of these cases where it is about one, and all that could be searched for. */
function addresses(): string[] {
  const identities = CHANNELS.flatMap((way) => Object.values(identityOf(way)));
  const reads = routesOf(city).flatMap((route) => (route.startsWith('GET ') ? [route.slice('GET '.length)] : []));
  expect(reads).toContain('/cases/:caseNo/petitions');
  return [
    ...reads.flatMap((path) => [...caseNos.values()].map((no) => path.replace(':caseNo', no).replace(/:\w+/, 'x'))),
    ...['/cases?limit=200', '/cases?limit=200&status=CLOSED', '/outbox?limit=200', '/outbox?state=MANUAL'],
    ...identities.map((q) => `/cases?q=${encodeURIComponent(q)}`),
  ];
}

/** What an answer shows. A search repeats what was asked for in its address, never in its body. */
const shownTo = async (client: Client): Promise<string[]> => {
  const found: string[] = [];
  for (const address of new Set(addresses())) {
    const { body } = await client.get(address);
    const traces = tracesIn(typeof body === 'string' ? body : JSON.stringify(body));
    if (traces.length > 0) found.push(`${address}: ${traces.join(', ')}`);
  }
  return found;
};

/** A case of somebody who gives a number only. */
const openFor = async (phone: string, confidential: boolean): Promise<string> => {
  const petition = { ...petitionOf('HOTLINE'), channel: 'HOTLINE', petitioner: { phone, confidential } };
  return (await (await city.as('operator')).post('/petitions', petition)).body.case.caseNo;
};

async function answered(caseNo: string): Promise<string> {
  const handler = await city.as('handler.ty-tra');
  await done(handler.post(`/cases/${caseNo}/accept`));
  await done(handler.post(`/cases/${caseNo}/close`, { outcome: 'NOT_UPHELD', reply: '秒數依規定設置。' }));
  return caseNo;
}

/** What a dispatcher is told who says of one case after another that it has answered this one already. */
async function naming(caseNo: string, newFact: boolean | null, earlier: readonly string[]): Promise<string[]> {
  const dispatcher = await city.as('dispatcher');
  if (newFact !== null) await done(dispatcher.post(`/cases/${caseNo}/check-new-fact`, { newFact, reason: '已比對' }));
  const told: string[] = [];
  for (const earlierCaseNo of earlier) {
    const noAction = { ground: 'CLEARLY_ANSWERED', earlierCaseNo, note: '迭次陳情' };
    const { status, body } = await dispatcher.post(`/cases/${caseNo}/no-action`, noAction);
    told.push(JSON.stringify([status, body.code, body.errors]));
  }
  return told;
}

describe('invariant 11: the identity of whoever petitioned in confidence', () => {
  test.each(ONLOOKERS)('is in no answer to %s', async (username) => {
    expect(await shownTo(await city.as(username))).toEqual([]);
  });

  test('is in no answer to the public, the page of the petition included', async () => {
    expect(await shownTo(city.citizen)).toEqual([]);
    for (const { petitionNo, lookupCode } of followed) {
      const { status, body } = await city.citizen.get(`/public/petitions/${petitionNo}?code=${lookupCode}`);
      expect([status, tracesIn(JSON.stringify(body))]).toEqual([200, []]);
    }
  });

  test('finds no case: whoever searches for it gets an empty list', async () => {
    const supervisor = await city.as('city');
    for (const q of CHANNELS.flatMap((way) => Object.values(identityOf(way)))) {
      expect((await supervisor.get(`/cases?q=${encodeURIComponent(q)}`)).body.items).toEqual([]);
    }
    const phone = identityOf('HOTLINE').phone;
    const repeats = await (await city.as('operator')).post('/petitions/repeats', { phone, categoryCode: 'TF-002' });
    expect(JSON.stringify(repeats.body)).not.toMatch(/C26-/);
  });

  test('is not found out by naming earlier cases: the answer is the same whoever petitioned', async () => {
    const [informer, other] = ['0911-111-001', '0911-111-002'];
    const [theirs, others, inConfidence] = [
      await answered(await openFor(informer, false)),
      await answered(await openFor(other, false)),
      await answered(await openFor(informer, true)),
    ];
    for (const newFact of [true, false, null]) {
      const answers = await naming(await openFor(informer, true), newFact, [theirs, others, inConfidence]);
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toContain(newFact === false ? 'case.bad_earlier_case' : 'case.ne');
    }
    const [known, unknown] = await naming(await openFor(informer, false), false, [inConfidence, others]);
    expect(known).toContain('case.bad_earlier_case');
    expect(known).toBe(unknown);
  });

  test('is shown to named custodians who say what for, and to others as something that is there', async () => {
    const petitions = async (username: string): Promise<{ petitionNo: string; petitioner: object }[]> =>
      (await (await city.as(username)).get(`/cases/${caseNos.get('HOTLINE')!}/petitions`)).body.items;
    const custodianId = (await (await city.as('dispatcher')).get('/auth/me')).body.id as string;
    const term = { from: '2026-11-16', until: '2026-12-31' };
    await done((await city.as('city')).put(`/custodians/${custodianId}`, term));
    const custodian = await city.as('dispatcher');
    for (const { petitionNo } of await petitions('dispatcher')) {
      await done(custodian.post(`/cases/${caseNos.get('HOTLINE')!}/petitions/${petitionNo}/reveal`, { purpose: 'VERIFY' }));
    }
    const seen = async (username: string) => (await petitions(username)).map(({ petitioner }) => petitioner);
    expect(await seen('dispatcher')).toEqual([
      { ...identityOf('HOTLINE'), masked: false },
      { ...identityOf('JOINED'), masked: false },
    ]);
    const hidden = { name: '***', phone: '***', email: '***', address: '***', masked: true };
    for (const username of ['handler.ty-rmo', 'city']) expect(await seen(username)).toEqual([hidden, hidden]);
  });

  test('is in no subject of a message, and in no message to anybody else', async () => {
    const messages = await messagesOf<{ toPetitioner: boolean }>(
      city.database,
      sql`SELECT m.id, m.sealed, m.petition_id IS NOT NULL AS "toPetitioner" FROM messages m`,
    );
    expect(messages.length).toBeGreaterThan(40);
    expect(messages.flatMap(({ subject }) => tracesIn(subject))).toEqual([]);
    const toOthers = messages.filter(({ toPetitioner }) => !toPetitioner);
    expect(toOthers.length).toBeGreaterThan(20);
    expect(toOthers.flatMap(({ body, recipient }) => tracesIn(body + recipient))).toEqual([]);
    const toPetitioners = messages.filter(({ toPetitioner }) => toPetitioner);
    expect(toPetitioners.flatMap(({ recipient }) => tracesIn(recipient)).length).toBeGreaterThan(10); // they are told all the same
  });

  test('is in no fact, no decision, no reminder and no remembered job', async () => {
    for (const table of [
      sql`facts`,
      sql`routing_decisions`,
      sql`reminders`,
      sql`digest_lines`,
      sql`cases`,
      sql`surveys`,
      sql`bullmq.job`,
    ]) {
      const rows = await city.rows<{ row: string }>(sql`SELECT to_jsonb(t)::text AS row FROM ${table} t`);
      expect(rows.flatMap(({ row }) => tracesIn(row))).toEqual([]);
    }
  });

  test('is in no line of the log', () => {
    const lines = logged.join('');
    expect(lines).toContain('"msg":"request"');
    expect(tracesIn(lines)).toEqual([]);
  });
});
