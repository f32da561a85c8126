import { describeOnBothQueues, type TestQueue } from '../support/both-queues.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { closeCase, rang, remindersAbout, told } from '../support/reminders.ts';
import { keyIn, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

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

describeOnBothQueues('the main job', (openQueue) => {
  let queue: TestQueue;
  let city: TestApp;

  beforeAll(async () => {
    queue = await openQueue();
    city = await startTestApp({ startsAt: MORNING, redisUrl: queue.redisUrl });
  });

  afterAll(async () => {
    await city.close();
    await queue.drop();
  });

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

  test('nobody answers in time: the handler is warned, then told, then the supervisor too, until the case is closed', async () => {
    const operator = await city.as('operator');
    const { caseNo } = (await operator.post('/petitions', signalTiming)).body.case;
    await city.advanceTo('2026-12-02T12:00:00+08:00');
    // Received on Friday 20 November, which is day 0: six working days end on Monday the 30th.
    const reminders = (await remindersAbout(operator, caseNo)).map((reminder) => `${rang(reminder)} ${told(reminder).join(' ')}`);
    expect(reminders).toEqual([
      'EARLY_WARNING 2026-11-27T08:30 handler.ty-tra',
      'DUE 2026-11-30T17:30 handler.ty-tra',
      'OVERDUE_1 2026-12-01T08:30 handler.ty-tra supervisor.ty-tra',
      'OVERDUE_2 2026-12-02T08:30 handler.ty-tra supervisor.ty-tra',
    ]);
    const digests = async (who: string): Promise<string[]> =>
      (await city.lettersTo(`${who}@demonstration.invalid`))
        .filter(({ template }) => template === 'digest')
        .map(({ createdAt }) => createdAt.slice(0, 16));
    expect(await digests('handler.ty-tra')).toEqual(['2026-11-27T08:30', '2026-12-01T08:30', '2026-12-02T08:30']);
    expect(await digests('supervisor.ty-tra')).toEqual(['2026-12-01T08:30', '2026-12-02T08:30']);
    await closeCase(city, caseNo);
    await city.advanceTo('2026-12-04T12:00:00+08:00');
    expect(await remindersAbout(operator, caseNo)).toHaveLength(4);
    expect((await operator.get(`/cases/${caseNo}/clock`)).body).toMatchObject({ state: 'STOPPED', overdue: true });
  });

  test('whoever does not answer the survey is asked again another way; what is “not fixed” is taken up again by the city', async () => {
    const [operator, dispatcher, supervisor] = [await city.as('operator'), await city.as('dispatcher'), await city.as('city')];
    const petitioner = { name: '林美', email: 'lin@example.org', phone: '0912-000-301' };
    const { caseNo } = (await operator.post('/petitions', { ...signalTiming, petitioner })).body.case;
    await closeCase(city, caseNo);
    const survey = `/public/surveys/${keyIn(await city.letterTo('lin@example.org', 'survey', caseNo), 'survey')}`;
    await city.advanceTo('2026-12-07T13:00:00+08:00');
    expect(await city.templatesTo('0912000301', caseNo)).toEqual(['survey-reminder']);

    expect((await city.citizen.post(survey, { overall: 2 })).status).toBe(201);
    expect((await city.citizen.post(`${survey}/reopen-request`, { reason: '紅綠燈還是太短' })).status).toBe(201);
    await city.advanceTo('2026-12-09T09:00:00+08:00'); // half of the two working days is over
    const toDeciders = await city.templatesTo('city@demonstration.invalid', caseNo);
    expect(toDeciders).toEqual(['reopening-requested', 'reopening-undecided', 'review']);
    const [request] = (await supervisor.get(`/reopen-requests?caseNo=${caseNo}`)).body.items;
    expect((await dispatcher.post(`/reopen-requests/${request.id}/approve`, { note: '已派員現勘' })).status).toBe(200);
    expect(await city.templatesTo('lin@example.org', caseNo)).toContain('reopening-approved');

    await closeCase(city, caseNo);
    await city.drain();
    expect((await supervisor.get(`/surveys?caseNo=${caseNo}`)).body.items).toMatchObject([
      { closing: 2, state: 'NOT_SENT', reason: { code: 'AFTER_SURVEY_REOPEN' } },
      { closing: 1, state: 'ANSWERED' },
    ]);
  });
});
