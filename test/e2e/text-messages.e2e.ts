import { signalTiming } from '../support/petition-bodies.ts';
import { startSmsGateway, type StartedGateway } from '../support/sms-gateway.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** A Monday morning. */
const MORNING = '2026-11-16T09:00:00+08:00';
const REPLY = { outcome: 'UPHELD', reply: '已調整秒數。' };
const DAY_MS = 86_400_000;

interface Entry {
  readonly channel: string;
  readonly to: string;
  readonly template: string;
  readonly state: string;
  readonly body: string;
  readonly lastError: string | null;
}

/** A case that was opened and closed for somebody. @returns its number and that of the petition */
async function closedFor(city: TestApp, petitioner: object): Promise<{ caseNo: string; petitionNo: string }> {
  const [operator, handler] = [await city.as('operator'), await city.as('handler.ty-tra')];
  const { body } = await operator.post('/petitions', { ...signalTiming, petitioner });
  const caseNo = body.case.caseNo as string;
  await city.drain();
  await handler.post(`/cases/${caseNo}/accept`);
  expect((await handler.post(`/cases/${caseNo}/close`, REPLY)).status).toBe(200);
  await city.drain();
  return { caseNo, petitionNo: body.petitionNo as string };
}

/** What the outbox shows of the messages to one petitioner, by template. */
async function entriesTo(city: TestApp, petitionNo: string): Promise<Entry[]> {
  const { items } = (await (await city.as('admin')).get('/outbox?limit=200')).body;
  const mine = (items as (Entry & { petitionNo: string | null })[]).filter((entry) => entry.petitionNo === petitionNo);
  return mine.sort((a, b) => a.template.localeCompare(b.template));
}

describe('a city with a gateway for text messages', () => {
  let gateway: StartedGateway;
  let city: TestApp;

  beforeAll(async () => {
    gateway = await startSmsGateway();
    const environment = { SMS_URL: gateway.url, SMS_TOKEN: 'gateway-t0ken' };
    city = await startTestApp({ startsAt: MORNING, environment });
  });

  afterAll(async () => {
    await city.close();
    await gateway.stop();
  });

  const textsTo = (number: string): string[] =>
    gateway.posted.filter(({ body }) => body.to === number).map(({ body }) => body.text);

  test('writes to whoever left a mobile number, who answers the survey by the link in it', async () => {
    const { petitionNo } = await closedFor(city, { name: '王小明', phone: '0912-000-301' });
    const texts = textsTo('0912000301');
    expect(texts).toHaveLength(3); // receipt, reply, survey
    expect(texts.filter((text) => text.includes(REPLY.reply))).toHaveLength(1);
    const [link] = texts.flatMap((text) => /\/public\/surveys\/[\w-]{43}/.exec(text) ?? []);
    expect((await city.citizen.post(link!, { overall: 5 })).status).toBe(201);
    expect(gateway.posted.every(({ authorization }) => authorization === 'Bearer gateway-t0ken')).toBe(true);
    expect(new Set(gateway.posted.map(({ body }) => body.id)).size).toBe(gateway.posted.length);
    const entries = await entriesTo(city, petitionNo);
    expect(entries.map(({ template, state }) => `${template} ${state}`)).toEqual([
      'acknowledgement SENT',
      'reply SENT',
      'survey SENT',
    ]);
    for (const entry of entries) expect(entry).toMatchObject({ channel: 'SMS', to: '***301', body: '***' });
  });

  test('reminds by text message of a survey that was mailed', async () => {
    await closedFor(city, { email: 'by.mail@example.org', phone: '0912-000-302' });
    expect(textsTo('0912000302')).toEqual([]);
    await city.advanceTo(new Date(city.clock.now().getTime() + 3 * DAY_MS + 60_000).toISOString());
    await city.drain();
    expect(textsTo('0912000302')).toEqual([expect.stringMatching(/\/public\/surveys\/[\w-]{43}/)]);
  });
});

describe('a city whose mails leave, but without a gateway', () => {
  let city: TestApp;

  beforeAll(async () => {
    city = await startTestApp({ startsAt: MORNING, environment: { SMTP_URL: 'smtp://127.0.0.1:1' } });
  });

  afterAll(() => city.close());

  test('has whoever left a mobile number called, for the reply and for the survey', async () => {
    const { caseNo, petitionNo } = await closedFor(city, { name: '王小明', phone: '0912-000-303' });
    expect(await entriesTo(city, petitionNo)).toEqual([
      expect.objectContaining({ template: 'acknowledgement', state: 'SKIPPED', lastError: 'TOLD_IN_PERSON' }),
      expect.objectContaining({ template: 'reply', channel: 'PHONE', state: 'MANUAL', lastError: 'BY_TELEPHONE' }),
    ]);
    const { items } = (await (await city.as('operator')).get('/survey-calls')).body;
    expect(items).toMatchObject([{ caseNo, phone: '0912-000-303' }]);
  });
});
