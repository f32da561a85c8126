import { done } from '../support/marked-city.ts';
import { NOTICE, TYPHOON } from '../support/stormy-city.ts';
import { asCitizen, pothole, signalTiming } from '../support/petition-bodies.ts';
import { type Answer, type Client, keyIn, startTestApp, type TestApp } from '../support/test-app.ts';

/** What staff write of whoever petitioned first; and how everybody else may read it. */
const WORDS = '已電洽王先生 0912-345-678，車主 ABC-1234';
const READABLE = '已電洽王先生 〔電話〕，車主 〔車號〕';

let city: TestApp;
let operator: Client;
let handler: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
  operator = await city.as('operator');
  handler = await city.as('handler.ty-tra');
});

afterAll(() => city.close());

/** Gives an order that is taken. */
const ok = async (by: Client, path: string, body: object = {}): Promise<Answer['body']> => done(await by.post(path, body)).body;

/** A case of its own for whoever is reached at an address. */
const petitioned = async (
  email: string,
  subject: string = signalTiming.subject,
  petitioner: object = { name: '林美', email, preferredContact: 'EMAIL' },
): Promise<{ email: string; caseNo: string; page: string }> => {
  const body = await ok(operator, '/petitions', { ...signalTiming, subject, petitioner });
  const page = `/public/petitions/${body.petitionNo}?code=${body.lookupCode}`;
  return { email, caseNo: body.case.caseNo, page };
};

/** The page behind the link in the newest letter of a kind. */
const linked = async (email: string, page: 'survey' | 'supplement'): Promise<Answer['body']> => {
  await city.drain();
  const { status, body } = await city.citizen.get(`/public/${page}s/${keyIn(await city.letterTo(email, page), page)}`);
  expect(status).toBe(200);
  return body;
};

test('what staff write about a case is read on its public page without anybody in it', async () => {
  const { caseNo, page } = await petitioned('first@example.org');
  await ok(handler, `/cases/${caseNo}/accept`);
  const note = '已聯絡王先生０９１２－３４５－６７８，現場車輛 ABC-1234';
  const reply = '已通知 wang (at) example.tw，身分證 A123456789；如有疑問請洽 traffic@ms.tycg.gov.tw';
  await ok(handler, `/cases/${caseNo}/note`, { text: note, public: true });
  await ok(handler, `/cases/${caseNo}/close`, { outcome: 'UPHELD', reply });

  const { body } = await city.citizen.get(page);
  expect(body.events.find(({ type }: { type: string }) => type === 'case.noted').text).toBe(
    '已聯絡王先生〔電話〕，現場車輛 〔車號〕',
  );
  expect(body.replies).toMatchObject([{ text: '已通知 〔電子郵件〕，身分證 〔證號〕；如有疑問請洽 traffic@ms.tycg.gov.tw' }]);

  const file = JSON.stringify((await handler.get(`/cases/${caseNo}/events`)).body);
  expect(file).toContain(note); // whoever works on it reads what was written
});

test('whose petition was merged reads of the other neither in the mail with the reply nor behind its link; whoever calls them does', async () => {
  const one = await petitioned('one@example.org', '路口有人違停，車號 MRK-7731');
  const other = await petitioned('other@example.org');
  const called = await petitioned('', signalTiming.subject, { name: '林美', phone: '0922-333-444', preferredContact: 'PHONE' });
  const at = `/cases/${one.caseNo}`;
  await ok(handler, `${at}/accept`);
  for (const { caseNo } of [other, called])
    await ok(await city.as('dispatcher'), `/cases/${caseNo}/merge`, { intoCaseNo: one.caseNo, reason: '同一路口' });
  await ok(handler, `${at}/close`, { outcome: 'UPHELD', reply: `${WORDS}；請洽 traffic@ms.tycg.gov.tw` });
  const read = `${READABLE}；請洽 traffic@ms.tycg.gov.tw`;
  for (const { email, page } of [one, other]) {
    expect((await linked(email, 'survey')).reply).toBe(read);
    expect((await city.letterTo(email, 'reply')).body).toContain(read);
    expect((await city.citizen.get(page)).body.replies).toMatchObject([{ text: read }]);
  }
  expect((await linked(one.email, 'survey')).subject).toBe('路口有人違停，車號 〔車號〕');
  expect((await handler.get(at)).body.reply).toContain(WORDS);
  expect((await operator.get('/survey-calls')).body.items).toMatchObject([{ reply: expect.stringContaining(WORDS) }]);
});

test('who is asked something reads of nobody else in the question, nor in the matter of a case that is not theirs', async () => {
  const { email, caseNo } = await petitioned('asked@example.org', '路口有人違停，車號 MRK-7731');
  await ok(handler, `/cases/${caseNo}/accept`);
  await ok(handler, `/cases/${caseNo}/request-supplement`, { question: `${WORDS}，是這輛嗎？`, replyWithinDays: 3 });
  expect(await linked(email, 'supplement')).toMatchObject({
    subject: '路口有人違停，車號 〔車號〕',
    question: `${READABLE}，是這輛嗎？`,
  });
  expect((await city.letterTo(email, 'supplement')).body).toContain(`${READABLE}，是這輛嗎？`);
});

test('why something takes longer, goes elsewhere or is tracked is told without anybody in it, to staff as it is', async () => {
  const { email, caseNo } = await petitioned('waiting@example.org');
  const at = `/cases/${caseNo}`;
  await ok(handler, `${at}/accept`);
  const extension = { until: '2026-11-27', reasonCode: 'SITE_VISIT', reason: WORDS };
  await ok(handler, `${at}/request-extension`, extension);
  await ok(await city.as('supervisor.ty-tra'), `${at}/approve-extension`, { note: '同意' });
  await ok(handler, `${at}/close`, { outcome: 'UPHELD', reply: '先予補繪標線。' });
  await ok(await city.as('city'), `${at}/track`, { until: '2026-12-31', reason: WORDS });
  await city.drain();
  for (const template of ['extended', 'tracked']) {
    const { body } = await city.letterTo(email, template, caseNo);
    expect([template, body]).toEqual([template, expect.not.stringMatching(/0912|ABC-1234/)]);
  }
  expect((await city.letterTo(email, 'tracked', caseNo)).body).toContain(READABLE);
});

test('what everybody is told in a disaster is told without anybody in it', async () => {
  const notice = { ...NOTICE, 'zh-TW': `颱風期間請洽王先生 0912-345-678。` };
  const supervisor = await city.as('city');
  expect((await ok(supervisor, '/disasters', { ...TYPHOON, notice })).notice).toEqual(notice);
  await city.drain();
  const read = { ...NOTICE, 'zh-TW': '颱風期間請洽王先生 〔電話〕。' };
  expect((await city.citizen.get('/public/notices')).body.items).toMatchObject([{ text: read }]);
  const petitioner = { name: '林美', email: 'storm@example.org', preferredContact: 'EMAIL' };
  const { body } = await city.citizen.post('/public/reports', { ...asCitizen(pothole), petitioner });
  expect(body.notice).toBe(read['zh-TW']);
  await city.drain();
  expect((await city.letterTo(petitioner.email, 'acknowledgement')).body).toContain(read['zh-TW']);
});
