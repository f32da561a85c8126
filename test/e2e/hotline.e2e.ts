import { sql } from '../../src/platform/database/index.ts';
import { caller, IN_DAXI, IN_ZHONGLI, libraryLetter, pothole, roadHog, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

/** A Friday morning. */
const MORNING = '2026-11-20T09:00:00+08:00';

let city: TestApp;
let operator: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: MORNING });
  operator = await city.as('operator');
});

afterAll(() => city.close());

const reasonCodes = (routing: { reasons: { code: string }[] }): string[] => routing.reasons.map(({ code }) => code);

describe('the operator writes down what a caller says', () => {
  test('the clock runs from the call, not from the writing down', async () => {
    const { body } = await operator.post('/petitions', { ...pothole, receivedAt: '2026-11-20T06:30:00+08:00' });
    expect(body.case).toMatchObject({
      firstReceivedAt: '2026-11-20T06:30:00.000+08:00',
      dueAt: '2026-11-20T10:30:00.000+08:00',
      overdue: false,
    });
    expect(Date.parse(body.case.openedAt)).toBeGreaterThanOrEqual(Date.parse(MORNING));
    const petitions = await operator.get(`/cases/${body.case.caseNo}/petitions`);
    expect(petitions.body.items).toMatchObject([
      {
        petitionNo: body.petitionNo,
        channel: 'HOTLINE',
        receivedAt: '2026-11-20T06:30:00.000+08:00',
        petitioner: { name: '王○○' },
      },
    ]);
  });

  test('a call sheet that comes a day late is overdue at once, and that is said once', async () => {
    const { body } = await operator.post('/petitions', { ...pothole, receivedAt: '2026-11-19T09:00:00+08:00' });
    expect(body.case).toMatchObject({ overdue: true, dueAt: '2026-11-19T13:00:00.000+08:00' });
    await city.drain();
    const reminders = await operator.get(`/reminders?caseNo=${body.case.caseNo}`);
    expect(reminders.body.items.map(({ step }: { step: string }) => step)).toEqual(['OVERDUE_2', 'UNACCEPTED']);
  });

  test('a clock that is ahead by a minute does no harm', async () => {
    const ahead = new Date(city.clock.now().getTime() + 60_000).toISOString();
    const { status, body } = await operator.post('/petitions', { ...signalTiming, receivedAt: ahead });
    expect(status).toBe(201);
    expect(Date.parse(body.case.firstReceivedAt)).toBeLessThanOrEqual(city.clock.now().getTime());
  });

  test.each(['HOTLINE', 'COUNTER', 'LETTER', 'FAX', 'EMAIL', 'VILLAGE_HEAD', 'DIRECTIVE'])(
    '%s is a channel of staff',
    async (channel) => {
      const { status, body } = await operator.post('/petitions', { ...signalTiming, channel });
      expect([status, body.case.status]).toEqual([201, 'DISPATCHED']);
    },
  );

  test('numbers are read out over the telephone: ASCII, with a check digit, and the code without look-alikes', async () => {
    const { body } = await operator.post('/petitions', signalTiming);
    expect(body.petitionNo).toMatch(/^P26-\d{6}-\d$/);
    expect(body.case.caseNo).toMatch(/^C26-\d{6}-\d$/);
    expect(body.lookupCode).toMatch(/^[34679ACEFHJKMNPQRTWXY]{4}-[34679ACEFHJKMNPQRTWXY]{4}$/);
    const typed = body.case.caseNo.toLowerCase().replaceAll('-', '');
    expect((await operator.get(`/cases/${typed}`)).body.caseNo).toBe(body.case.caseNo);
    const [digit] = /\d$/.exec(body.case.caseNo)!;
    const misheard = `${body.case.caseNo.slice(0, -1)}${(Number(digit) + 1) % 10}`;
    expectProblem(await operator.get(`/cases/${misheard}`), { status: 404, code: 'case.not_found' });
  });
});

describe('what was sent once is done once', () => {
  test('the same key and body at the same moment make one petition', async () => {
    const key = newKey();
    const body = { ...signalTiming, subject: '只登錄一次' };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => operator.post('/petitions', body, { 'idempotency-key': key })));
    expect(new Set(answers.map((answer) => answer.body.petitionNo)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(4);
    const [stored] = await city.rows<{ n: number }>(sql`
      SELECT count(*)::integer AS n FROM petitions p WHERE p.subject = ${body.subject}`);
    expect(stored).toEqual({ n: 1 });
  });

  test('the same key with another body is refused, whoever wrote the members in which order', async () => {
    const key = newKey();
    const { channel, ...rest } = signalTiming;
    const first = await operator.post('/petitions', signalTiming, { 'idempotency-key': key });
    const second = await operator.post('/petitions', { ...rest, channel }, { 'idempotency-key': key });
    expect(second.body).toEqual(first.body);
    const other = await operator.post('/petitions', { ...signalTiming, subject: '別的事' }, { 'idempotency-key': key });
    expectProblem(other, { status: 422, code: 'idempotency.key_reused' });
  });

  test('the same key of a colleague is another key', async () => {
    const key = newKey();
    const mine = await operator.post('/petitions', signalTiming, { 'idempotency-key': key });
    const theirs = await (await city.as('dispatcher')).post('/petitions', signalTiming, { 'idempotency-key': key });
    expect(theirs.status).toBe(201);
    expect(theirs.body.petitionNo).not.toBe(mine.body.petitionNo);
  });

  test('a refused petition leaves its key free', async () => {
    const key = newKey();
    expect((await operator.post('/petitions', { ...signalTiming, subject: '' }, { 'idempotency-key': key })).status).toBe(422);
    expect((await operator.post('/petitions', signalTiming, { 'idempotency-key': key })).status).toBe(201);
  });

  test('the number of another system is taken once', async () => {
    const body = { ...signalTiming, externalId: 'UN201601010001' };
    expect((await operator.post('/petitions', body)).status).toBe(201);
    expectProblem(await operator.post('/petitions', body), { status: 409, code: 'petition.external_id_taken' });
  });
});

describe('a second caller about the same thing', () => {
  const second = { ...roadHog, petitioner: { name: '陳大文', email: 'chen@example.org', preferredContact: 'EMAIL' } };

  test('joins the case, keeps their own number, and is told the result like the first', async () => {
    const first = await operator.post('/petitions', {
      ...roadHog,
      petitioner: { ...roadHog.petitioner, email: 'first@example.org' },
    });
    const { caseNo } = first.body.case;
    const joined = await operator.post('/petitions', { ...second, joinCaseNo: caseNo.toLowerCase() });
    expect([joined.status, joined.body.routing]).toEqual([201, null]);
    expect(joined.body.case).toMatchObject({
      caseNo,
      petitionCount: 2,
      version: 2,
      firstReceivedAt: first.body.case.firstReceivedAt,
    });
    expect(joined.body.petitionNo).not.toBe(first.body.petitionNo);
    const status = await city.citizen.get(`/public/petitions/${joined.body.petitionNo}?code=${joined.body.lookupCode}`);
    expect(status.body).toMatchObject({ caseNo, status: 'DISPATCHED' });

    const precinct = await city.as('handler.ty-pp02');
    const helper = await city.as('handler.ty-oem');
    await precinct.post(`/cases/${caseNo}/accept`);
    expect((await helper.post(`/cases/${caseNo}/submit-reply`, { text: '已清運。', outcome: 'UPHELD' })).status).toBe(200);
    expect((await precinct.post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '花盆已移除。' })).status).toBe(200);
    for (const address of ['first@example.org', 'chen@example.org']) {
      expect(await city.templatesTo(address)).toEqual(['acknowledgement', 'reply', 'survey']);
      expect((await city.letterTo(address, 'reply')).body).toContain('花盆已移除。');
    }
    const late = await operator.post('/petitions', { ...second, joinCaseNo: caseNo });
    expectProblem(late, { status: 409, code: 'case.final' });
  });

  test('joins once, however often it is sent', async () => {
    const { body } = await operator.post('/petitions', roadHog);
    const key = newKey();
    const join = () => operator.post('/petitions', { ...second, joinCaseNo: body.case.caseNo }, { 'idempotency-key': key });
    const [once, twice] = [await join(), await join()];
    expect([twice.status, twice.body]).toEqual([201, once.body]);
    expect((await operator.get(`/cases/${body.case.caseNo}`)).body.petitionCount).toBe(2);
  });

  test('invariant 8: whose letter came before the first call brings the time since that letter, the first receipt stays', async () => {
    const receivedAt = '2026-11-13T09:00:00+08:00';
    const alone = (await operator.post('/petitions', { ...signalTiming, receivedAt })).body.case;
    const first = (await operator.post('/petitions', signalTiming)).body.case;
    const letter = { ...signalTiming, channel: 'LETTER', receivedAt, joinCaseNo: first.caseNo };
    expect((await operator.post('/petitions', letter)).status).toBe(201);
    await city.drain(); // else the later one may come to the clock first, and move it too
    await operator.post('/petitions', { ...signalTiming, receivedAt: '2026-11-17T09:00:00+08:00', joinCaseNo: first.caseNo });
    await city.drain();
    const joined = (await operator.get(`/cases/${first.caseNo}`)).body;
    expect(joined).toMatchObject({ petitionCount: 3, firstReceivedAt: first.firstReceivedAt, dueAt: alone.dueAt });
    expect(Date.parse(joined.dueAt)).toBeLessThan(Date.parse(first.dueAt));
    const { body: clock } = await (await city.as('dispatcher')).get(`/cases/${first.caseNo}/clock`);
    expect(clock.ledger).toMatchObject([
      { kind: 'START', dueAt: first.dueAt },
      { kind: 'MERGE', dueAt: alone.dueAt, startedAt: '2026-11-13T09:00:00.000+08:00' },
    ]);
    expect(clock.ledger).toHaveLength(2);
  });

  test('joins no case that waits for its own citizen, and none in which a danger or a secret would be one no more', async () => {
    const ordinary = (await operator.post('/petitions', signalTiming)).body.case.caseNo as string;
    const dangerous = (await operator.post('/petitions', pothole)).body.case.caseNo as string;
    const waiting = (await city.citizen.post('/public/petitions', libraryLetter)).body.case.caseNo as string;
    const join = (joinCaseNo: string, body: object) => operator.post('/petitions', { ...body, joinCaseNo });
    expectProblem(await join(waiting, signalTiming), { status: 409, code: 'case.merge_into_unconfirmed' });
    const inConfidence = { petitioner: { ...caller, confidential: true } };
    for (const [into, body, lost] of [
      [ordinary, pothole, ['SAFETY_HAZARD']],
      [ordinary, { ...pothole, ...inConfidence }, ['SAFETY_HAZARD', 'CONFIDENTIALITY']],
      [dangerous, { ...pothole, ...inConfidence }, ['CONFIDENTIALITY']],
    ] as const) {
      const refused = await join(into, body);
      expectProblem(refused, { status: 409, code: 'case.merge_would_lose' });
      expect(refused.body.lost).toEqual(lost);
    }
    for (const caseNo of [ordinary, dangerous, waiting]) {
      expect((await operator.get(`/cases/${caseNo}`)).body).toMatchObject({ petitionCount: 1, version: 1 });
    }
    expect((await join(dangerous, signalTiming)).status).toBe(201);
  });

  test('cannot be put by an agency into a case that is not theirs', async () => {
    const { body } = await operator.post('/petitions', roadHog);
    const stranger = await (await city.as('handler.ty-lib')).post('/petitions', { ...second, joinCaseNo: body.case.caseNo });
    expectProblem(stranger, { status: 422, code: 'input.invalid', fields: { joinCaseNo: 'case.not_found' } });
  });
});

describe('where the words and the point disagree', () => {
  test('the district in words decides, the point is doubtful, and the decision says so', async () => {
    const location = { ...IN_DAXI, address: '桃園市中壢區中正路100號' };
    const { body } = await operator.post('/petitions', { ...roadHog, location });
    expect(body.case).toMatchObject({
      location: { district: { name: '中壢區' }, village: null },
      leadAgency: { code: 'TY-PP02' },
    });
    expect(reasonCodes(body.routing)).toContain('place.district_conflict');
    const [petition] = await city.rows(sql`
      SELECT p.point_doubtful AS doubtful, p.lat FROM petitions p WHERE p.petition_no = ${body.petitionNo}`);
    expect(petition).toEqual({ doubtful: true, lat: IN_DAXI.lat });
    const kept = await operator.get(`/cases/${body.case.caseNo}/routing`);
    expect(kept.body).toEqual(body.routing);
  });

  test('a point alone decides', async () => {
    const { body } = await operator.post('/petitions', { ...roadHog, location: IN_DAXI });
    expect(body.case).toMatchObject({ location: { district: { name: '大溪區' } }, leadAgency: { code: 'TY-PP06' } });
    expect(reasonCodes(body.routing)).not.toContain('place.district_conflict');
  });

  test('reasons are told in the language of the reader', async () => {
    const { body } = await operator.post('/petitions', roadHog, { 'accept-language': 'en' });
    for (const { text } of body.routing.reasons as { text: string }[]) expect(text).toMatch(/[a-z]{3}/);
    const kept = await operator.get(`/cases/${body.case.caseNo}/routing`);
    for (const { text } of kept.body.reasons as { text: string }[]) expect(text).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('what nobody can classify', () => {
  test('waits for a dispatcher, who sends it out with a reason; the agency accepts it', async () => {
    const unclear = { channel: 'HOTLINE', subject: '不知道找誰', description: '家門口有怪聲音', location: IN_ZHONGLI };
    const { body } = await operator.post('/petitions', unclear);
    expect(body.case).toMatchObject({ status: 'TRIAGE', category: null, leadAgency: null });
    expect(body.case.openCommands).toEqual(expect.arrayContaining(['dispatch', 'note']));
    expect(body.case.openCommands).not.toContain('accept');
    expect(body.routing).toMatchObject({ outcome: 'TRIAGE', leadAgencyCode: null });
    const { caseNo } = body.case;

    const dispatcher = await city.as('dispatcher');
    const waiting = await dispatcher.get('/cases?status=TRIAGE');
    expect(waiting.body.items.map((item: { caseNo: string }) => item.caseNo)).toContain(caseNo);
    const sent = await dispatcher.post(`/cases/${caseNo}/dispatch`, {
      agencyCode: 'TY-EPB',
      coAgencyCodes: ['TY-PP02'],
      reason: '疑似場所噪音',
    });
    expect(sent.body).toMatchObject({ status: 'DISPATCHED', version: 2, leadAgency: { code: 'TY-EPB' } });
    expect(sent.body.assignments).toMatchObject([
      { agencyCode: 'TY-EPB', role: 'LEAD', status: 'ASSIGNED' },
      { agencyCode: 'TY-PP02', role: 'CO_HANDLER', status: 'ASSIGNED' },
    ]);
    const accepted = await (await city.as('handler.ty-epb')).post(`/cases/${caseNo}/accept`);
    expect(accepted.body).toMatchObject({ status: 'IN_PROGRESS', handler: { displayName: '桃園市政府環境保護局 承辦人' } });
    expect(accepted.body.firstReceivedAt).toBe(body.case.firstReceivedAt);
    expect(accepted.body.dueAt).toBe(body.case.dueAt);

    const events = await dispatcher.get(`/cases/${caseNo}/events`);
    expect(events.body.items.map(({ type }: { type: string }) => type)).toEqual([
      'case.opened',
      'case.sent_to_triage',
      'case.dispatched',
      'case.accepted',
    ]);
  });
});
