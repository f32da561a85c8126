import { newKey, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Friday morning. */
const MORNING = '2026-11-20T09:00:00+08:00';

const pothole = {
  channel: 'HOTLINE',
  categoryCode: 'RD-001',
  subject: '中正路路面坑洞',
  description: '中壢區中正路100號前有一個大坑洞，機車剛剛摔倒',
  location: { lat: 24.957, lng: 121.225, address: '桃園市中壢區中正路100號' },
  petitioner: { name: '王小明', phone: '0912-345-678', email: 'wang@example.org', preferredContact: 'EMAIL' },
};

let city: TestApp;

beforeAll(async () => {
  city = await startTestApp({ startsAt: MORNING });
});

afterAll(() => city.close());

test('a caller reports a pothole, the road office repairs it, and the caller is asked whether they are satisfied', async () => {
  const operator = await city.as('operator');
  const handler = await city.as('handler.ty-rmo');

  const registered = await operator.post('/petitions', pothole, { 'idempotency-key': newKey() });
  expect(registered.status).toBe(201);
  const { petitionNo, lookupCode, case: opened, routing } = registered.body;
  expect(opened).toMatchObject({
    status: 'DISPATCHED',
    leadAgency: { code: 'TY-RMO' },
    location: { district: { name: '中壢區' } },
    openCommands: expect.arrayContaining(['accept', 'return', 'transfer']),
  });
  expect(routing).toMatchObject({ outcome: 'DISPATCHED', ruleId: 'TY-RD-001', ruleSetVersion: 1 });
  expect(routing.reasons.length).toBeGreaterThan(0);

  const inbox = await handler.get('/cases?status=DISPATCHED');
  expect(inbox.body.items.map((item: { caseNo: string }) => item.caseNo)).toContain(opened.caseNo);

  const accepted = await handler.post(`/cases/${opened.caseNo}/accept`, {}, { 'if-match': '"1"' });
  expect(accepted.body).toMatchObject({ status: 'IN_PROGRESS', version: 2, handler: { displayName: expect.any(String) } });

  const closed = await handler.post(
    `/cases/${opened.caseNo}/close`,
    { outcome: 'UPHELD', reply: '已於今日上午修補完成。' },
    { 'if-match': accepted.headers.etag as string },
  );
  expect(closed.body).toMatchObject({ status: 'CLOSED', outcome: 'UPHELD', clock: { state: 'STOPPED' }, overdue: false });

  const status = await city.citizen.get(`/public/petitions/${petitionNo}?code=${lookupCode}`);
  expect(status.body).toMatchObject({ status: 'CLOSED', replies: [{ text: '已於今日上午修補完成。', outcome: 'UPHELD' }] });

  await city.drain();
  const outbox = await (await city.as('admin')).get(`/outbox?to=wang@example.org`);
  const templates = outbox.body.items.map((message: { template: string }) => message.template);
  expect(templates.sort()).toEqual(['acknowledgement', 'reply', 'survey']);

  const survey = outbox.body.items.find((message: { template: string }) => message.template === 'survey');
  const token = (survey.links[0].href as string).split('/').at(-1)!;
  expect((await city.citizen.get(`/public/surveys/${token}`)).status).toBe(200);
  expect((await city.citizen.post(`/public/surveys/${token}`, { overall: 1, comment: '又破了' })).status).toBe(201);
  const again = await city.citizen.post(`/public/surveys/${token}`, { overall: 5 });
  expect([again.status, again.body.code]).toEqual([410, 'survey.already_answered']);
  const reviews = await (await city.as('city')).get('/survey-reviews');
  expect(reviews.body.items).toHaveLength(1);
});
