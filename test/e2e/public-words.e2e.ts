import { signalTiming } from '../support/petition-bodies.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
});

afterAll(() => city.close());

test('what staff write about a case is read on its public page without anybody in it', async () => {
  const { body } = await (await city.as('operator')).post('/petitions', signalTiming);
  const { caseNo } = body.case;
  const handler = await city.as('handler.ty-tra');
  await handler.post(`/cases/${caseNo}/accept`);
  const note = '已聯絡王先生０９１２－３４５－６７８，現場車輛 ABC-1234';
  const reply = '已通知 wang (at) example.tw，身分證 A123456789；如有疑問請洽 traffic@ms.tycg.gov.tw';
  expect((await handler.post(`/cases/${caseNo}/note`, { text: note, public: true })).status).toBe(200);
  expect((await handler.post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply })).status).toBe(200);

  const page = (await city.citizen.get(`/public/petitions/${body.petitionNo}?code=${body.lookupCode}`)).body;
  expect(page.events.find(({ type }: { type: string }) => type === 'case.noted').text).toBe(
    '已聯絡王先生〔電話〕，現場車輛 〔車號〕',
  );
  expect(page.replies).toMatchObject([{ text: '已通知 〔電子郵件〕，身分證 〔證號〕；如有疑問請洽 traffic@ms.tycg.gov.tw' }]);

  const file = JSON.stringify((await handler.get(`/cases/${caseNo}/events`)).body);
  expect(file).toContain(note); // whoever works on it reads what was written
});
