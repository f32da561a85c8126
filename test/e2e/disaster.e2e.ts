import { Suspensions } from '../../src/modules/deadlines/suspending/suspension.service.ts';
import { sql } from '../../src/platform/database/index.ts';
import { asCitizen, libraryLetter, pothole, roadHog, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

/** Told in the order of the week: each story begins where the one before has ended. A Monday morning. */
const MORNING = '2026-08-10T09:00:00+08:00';
const NOTICE = { 'zh-TW': '颱風期間，案件處理時間可能延後。', en: 'Answers may take longer because of the typhoon.' };

/** Signals have twice the time, blocked roads wait, broken pavements go to the fire department. */
const typhoon = {
  name: '海棠颱風',
  until: null as string | null,
  notice: NOTICE,
  serviceLevels: [
    { change: 'LENGTHEN', categoryCodes: ['TF-002'], factor: 2 },
    { change: 'SUSPEND', categoryCodes: ['RD-012'] },
  ],
  emergencyDesk: { agencyCode: 'TY-FD', categoryCodes: ['RD-003'] },
};
const pavement = { ...pothole, categoryCode: 'RD-003', subject: '人行道鋪面破損' };

let city: TestApp;
let operator: Client;
let supervisor: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: MORNING });
  operator = await city.as('operator');
  supervisor = await city.as('city');
});

afterAll(() => city.close());

const start = (difference: object = {}): Promise<Answer> => supervisor.post('/disasters', { ...typhoon, ...difference });
const open = async (body: object): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;
const clockOf = async (caseNo: string): Promise<Answer['body']> => (await operator.get(`/cases/${caseNo}/clock`)).body;
const current = async (): Promise<Answer['body']> => (await supervisor.get('/disasters/current')).body.disaster;

/** Moves the clock on and lets ring what has become due: a hazard that nobody accepts would ring all the hours between. */
async function later(instant: string): Promise<void> {
  city.clock.advanceTo(new Date(instant));
  await city.drain();
}

const kinds = ({ ledger }: { ledger: { kind: string }[] }): string[] => ledger.map(({ kind }) => kind);

async function started(difference: object = {}): Promise<string> {
  const { status, body } = await start(difference);
  expect([status, body]).toEqual([201, expect.objectContaining({ state: 'UNDERWAY' })]);
  await city.drain();
  return body.id;
}

async function ended(id: string): Promise<void> {
  const { status } = await supervisor.post(`/disasters/${id}/end`, { reason: '颱風遠離' });
  expect(status).toBe(200);
  await city.drain();
}

/** The facts about a disaster, with what they say. */
const factsAbout = (id: string): Promise<{ type: string; data: Record<string, unknown>; actor: string }[]> =>
  city.rows(sql`SELECT f.type, f.data, f.actor_kind AS actor FROM facts f WHERE f.subject_id = ${id} ORDER BY f.seq`);

describe('on an ordinary day', () => {
  test('nobody is told anything, and nothing is underway', async () => {
    expect((await city.citizen.get('/public/notices')).body).toEqual({ items: [] });
    expect(await current()).toBeNull();
    const letter = await city.citizen.post('/public/reports', asCitizen(pothole));
    expect([letter.status, letter.body.notice]).toEqual([201, null]);
  });
});

describe('a plan that is wrong', () => {
  const refusals: [string, object, Record<string, string>][] = [
    ['an end in the past', { until: '2026-08-10T08:00:00+08:00' }, { until: 'disaster.ends_in_past' }],
    [
      'a category that does not exist',
      { serviceLevels: [{ change: 'SUSPEND', categoryCodes: ['XX-999'] }] },
      { 'serviceLevels.0.categoryCodes': 'category.unknown' },
    ],
    [
      'a group that does not exist',
      { emergencyDesk: { agencyCode: 'TY-FD', groupCodes: ['XX'] } },
      { 'emergencyDesk.groupCodes': 'category.unknown_group' },
    ],
    [
      'a safety hazard whose clock would stand still',
      { serviceLevels: [{ change: 'SUSPEND', categoryCodes: ['RD-001'] }] },
      { 'serviceLevels.0.categoryCodes': 'disaster.hazard_not_suspended' },
    ],
    [
      'no category at all',
      { serviceLevels: [{ change: 'SUSPEND', categoryCodes: [], groupCodes: [] }] },
      { 'serviceLevels.0.categoryCodes': 'disaster.nothing_named' },
    ],
    [
      'a desk that takes no cases',
      { emergencyDesk: { agencyCode: 'NOBODY', categoryCodes: ['RD-003'] } },
      { 'emergencyDesk.agencyCode': 'agency.not_receiving' },
    ],
    [
      'more time without saying how much',
      { serviceLevels: [{ change: 'LENGTHEN', categoryCodes: ['TF-002'] }] },
      { 'serviceLevels.0.change': 'disaster.change_unclear' },
    ],
    [
      'time in another unit',
      { serviceLevels: [{ change: 'LENGTHEN', categoryCodes: ['TF-002'], add: { value: 4, unit: 'HOUR' } }] },
      { 'serviceLevels.0.add.unit': 'disaster.other_unit' },
    ],
    [
      'one category named twice',
      { serviceLevels: [...typhoon.serviceLevels, { change: 'SUSPEND', categoryCodes: ['TF-002'] }] },
      { 'serviceLevels.2.categoryCodes': 'disaster.named_twice' },
    ],
    ['a notice in one language', { notice: { 'zh-TW': '颱風' } }, { 'notice.en': 'field.required' }],
    [
      'an unknown change',
      { serviceLevels: [{ change: 'FORGET', categoryCodes: ['TF-002'] }] },
      { 'serviceLevels.0.change': 'field.not_allowed' },
    ],
  ];

  test.each(refusals)('%s is refused, and nothing changed', async (_, difference, fields) => {
    expectProblem(await start(difference), { status: 422, code: 'input.invalid', fields });
    expect(await current()).toBeNull();
    expect(await city.rows(sql`SELECT f.id FROM facts f WHERE f.type LIKE 'disaster.%'`)).toEqual([]);
  });

  test('nobody but the city’s supervisor turns the switch', async () => {
    for (const account of ['operator', 'dispatcher', 'supervisor.ty-rmo', 'admin'])
      expectProblem(await (await city.as(account)).post('/disasters', typhoon), { status: 403, code: 'auth.not_allowed' });
  });

  test('one that never was cannot be ended', async () => {
    for (const id of ['x', '00000000-0000-4000-8000-000000000000'])
      expectProblem(await supervisor.post(`/disasters/${id}/end`, { reason: 'x' }), { status: 404, code: 'disaster.not_found' });
  });
});

describe('while a disaster lasts', () => {
  const key = { 'idempotency-key': newKey() };
  let id: string;
  let before: { lengthened: string; suspended: string; hazard: string };

  beforeAll(async () => {
    before = { lengthened: await open(signalTiming), suspended: await open(roadHog), hazard: await open(pothole) };
    await later('2026-08-10T12:00:00+08:00');
    id = (await supervisor.post('/disasters', typhoon, key)).body.id;
    await city.drain();
  });

  test('a second one is refused', async () => {
    expectProblem(await start({ name: '另一個' }), { status: 409, code: 'disaster.underway' });
  });

  test('the same key is one switch, and the first answer is given again', async () => {
    const again = await supervisor.post('/disasters', typhoon, key);
    expect([again.status, again.body.id, again.headers['idempotent-replayed']]).toEqual([201, id, 'true']);
    const another = await supervisor.post('/disasters', { ...typhoon, name: '另一個' }, key);
    expectProblem(another, { status: 422, code: 'idempotency.key_reused' });
  });

  test('everybody is told: on the page, in the answer and in the receipt, each in their language', async () => {
    expect((await city.citizen.get('/public/notices')).body.items).toMatchObject([{ text: NOTICE, until: null }]);
    for (const language of ['zh-TW', 'en'] as const) {
      const email = `${language.toLowerCase()}@example.org`;
      const petitioner = { name: '林美', email, preferredContact: 'EMAIL', language };
      const { body } = await city.citizen.post('/public/reports', { ...asCitizen(pothole), petitioner });
      expect(body.notice).toBe(NOTICE[language]);
      const [receipt] = await city.lettersTo(email);
      expect([receipt!.template, receipt!.body]).toEqual(['acknowledgement', expect.stringContaining(NOTICE[language])]);
    }
  });

  test('named categories go to the emergency desk, and the rule that lost is shown', async () => {
    const { body } = await operator.post('/petitions', pavement);
    expect(body.case.leadAgency.code).toBe('TY-FD');
    expect(body.routing).toMatchObject({ outcome: 'DISPATCHED', leadAgencyCode: 'TY-FD', ruleId: null, coAgencyCodes: [] });
    expect(body.routing.reasons[0]).toMatchObject({ code: 'disaster.emergency_desk', text: expect.stringContaining('海棠颱風') });
    expect(body.routing.runnersUp[0]).toMatchObject({
      ruleId: expect.any(String),
      lostBecause: expect.stringContaining('海棠颱風'),
    });
    const tried = await operator.post(
      '/routing/explain',
      { categoryCode: 'RD-003', location: pavement.location, channel: 'HOTLINE' },
      { 'accept-language': 'en' },
    );
    expect(tried.body.reasons[0]).toMatchObject({ code: 'disaster.emergency_desk', text: expect.stringMatching(/^While/) });
    const kept = await operator.get(`/cases/${body.case.caseNo}/routing`);
    expect(kept.body.runnersUp[0].agencyCode).toBe(body.routing.runnersUp[0].agencyCode);
    expect((await operator.post('/petitions', pothole)).body.routing.leadAgencyCode).toBe('TY-RMO');
  });

  test('what is received meanwhile has more time; what was received before has not', async () => {
    const { body } = await operator.post('/petitions', signalTiming);
    expect(body.routing.reasons.map(({ code }: { code: string }) => code)).toContain('disaster.sla_lengthened');
    expect(await clockOf(body.case.caseNo)).toMatchObject({ sla: { value: 12, unit: 'WORKING_DAY' } });
    expect(await clockOf(before.lengthened)).toMatchObject({ sla: { value: 6 }, state: 'RUNNING' });
    const late = await operator.post('/petitions', { ...signalTiming, receivedAt: '2026-08-10T10:00:00+08:00' });
    expect(await clockOf(late.body.case.caseNo)).toMatchObject({ sla: { value: 6 } });
  });

  test('clocks of suspended categories stand still, of open cases and of new ones, and nothing of them rings', async () => {
    const fresh = await open(roadHog);
    expect(await clockOf(fresh)).toMatchObject({ state: 'PAUSED' });
    expect(await clockOf(before.suspended)).toMatchObject({ state: 'PAUSED', ledger: [{}, { kind: 'PAUSE', disasterId: id }] });
    expect(await clockOf(before.hazard)).toMatchObject({ state: 'RUNNING' });
    expect((await operator.get(`/cases/${before.suspended}`)).body.clock.state).toBe('PAUSED');
    expect((await operator.get(`/cases/${fresh}`)).body.clock.state).toBe('PAUSED');
    const events = (await operator.get(`/cases/${before.suspended}/events`)).body;
    expect(JSON.stringify(events)).toContain('deadline.suspended');
    expect((await supervisor.get(`/disasters/${id}/clocks`)).body).toEqual({
      suspending: { state: 'DONE', done: 1, total: 1 },
      releasing: null,
    });
    await later('2026-08-13T12:00:00+08:00');
    for (const caseNo of [fresh, before.suspended]) {
      expect((await operator.get(`/reminders?caseNo=${caseNo}`)).body.items).toEqual([]);
      expect((await operator.get(`/cases/${caseNo}`)).body.overdue).toBe(false);
    }
  });

  test('a confirmed letter of a suspended category starts standing still, and is told', async () => {
    await ended(id);
    id = await started({ serviceLevels: [{ change: 'SUSPEND', categoryCodes: ['CU-001'] }] });
    const email = 'reader@example.org';
    await city.citizen.post('/public/petitions', { ...libraryLetter, petitioner: { name: '林美', email } });
    const [letter] = await city.lettersTo(email);
    await city.citizen.get(
      `/public/confirmations/${letter!.links
        .find(({ rel }) => rel === 'confirmation')!
        .href.split('/')
        .at(-1)!}`,
    );
    const letters = await city.lettersTo(email);
    expect(letters.at(-1)).toMatchObject({ template: 'acknowledgement', body: expect.stringContaining(NOTICE['zh-TW']) });
    expect(await clockOf(letters.at(-1)!.caseNo)).toMatchObject({ state: 'PAUSED' });
    expect((await operator.get(`/cases/${letters.at(-1)!.caseNo}`)).body.clock.state).toBe('PAUSED');
  });

  test('a case that is taken up again stands still too, and one that ends has stopped', async () => {
    const { body } = await operator.post('/petitions', { ...libraryLetter, channel: 'HOTLINE' });
    const { caseNo, leadAgency } = body.case;
    const agency = (leadAgency.code as string).toLowerCase();
    const handler = await city.as(`handler.${agency}`);
    await handler.post(`/cases/${caseNo}/accept`);
    await (
      await city.as(`supervisor.${agency}`)
    ).post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '已延長開放時間。' });
    await city.drain();
    expect(await clockOf(caseNo)).toMatchObject({ state: 'STOPPED' });
    await supervisor.post(`/cases/${caseNo}/reopen`, { reason: '仍未開放', reasonCode: 'NOT_FIXED' });
    await city.drain();
    expect(kinds(await clockOf(caseNo))).toEqual(['START', 'PAUSE', 'STOP', 'START', 'PAUSE']);
    await ended(id);
    expect(await clockOf(caseNo)).toMatchObject({ state: 'RUNNING' });
  });
});

describe('when it ends', () => {
  test('by hand: everything is as before, the time it took is given back, and the history has all of it', async () => {
    await later('2026-08-17T09:00:00+08:00');
    const caseNo = await open(roadHog); // 24 hours
    await later('2026-08-17T10:00:00+08:00');
    const id = await started();
    await later('2026-08-19T10:00:00+08:00');
    const { body } = await supervisor.post(`/disasters/${id}/end`, { reason: '颱風遠離' });
    expect(body).toMatchObject({ state: 'ENDED', endReason: '颱風遠離', endedBy: body.startedBy });
    await city.drain();
    const clock = await clockOf(caseNo);
    expect([kinds(clock), clock.state]).toEqual([['START', 'PAUSE', 'RESUME'], 'RUNNING']);
    expect(Date.parse(clock.dueAt) - Date.parse('2026-08-20T09:00:00+08:00')).toBeLessThan(60_000);
    expect((await operator.get(`/cases/${caseNo}`)).body).toMatchObject({ dueAt: clock.dueAt, clock: { state: 'RUNNING' } });
    expect((await supervisor.get(`/disasters/${id}/clocks`)).body.releasing).toMatchObject({ state: 'DONE' });
    expect((await city.citizen.get('/public/notices')).body.items).toEqual([]);
    expect((await operator.post('/petitions', pavement)).body.case.leadAgency.code).not.toBe('TY-FD');
    expectProblem(await supervisor.post(`/disasters/${id}/end`, { reason: '再一次' }), { status: 409, code: 'disaster.over' });
    const [begin, end] = await factsAbout(id);
    expect([begin, end]).toMatchObject([
      {
        type: 'disaster.started',
        actor: 'STAFF',
        data: { name: '海棠颱風', notice: NOTICE, emergencyDesk: { agencyCode: 'TY-FD' } },
      },
      { type: 'disaster.ended', actor: 'STAFF', data: { reason: '颱風遠離', notice: NOTICE } },
    ]);
    await later('2026-08-20T12:00:00+08:00');
    expect((await operator.get(`/cases/${caseNo}`)).body.overdue).toBe(true);
  });

  test('by itself, to the instant, once, though the queue forgot and nobody looked for hours', async () => {
    await later('2026-08-24T09:00:00+08:00');
    const caseNo = await open(roadHog);
    const until = '2026-08-24T18:00:00.000+08:00';
    const id = await started({ until });
    city.clock.advanceTo(new Date('2026-08-24T21:00:00+08:00')); // nothing rings by itself meanwhile
    await city.rows(sql`TRUNCATE bullmq.job, bullmq.event CASCADE`);
    expect(await current()).toBeNull();
    expectProblem(await supervisor.post(`/disasters/${id}/end`, { reason: 'x' }), { status: 409, code: 'disaster.over' });
    const normal = await operator.post('/petitions', pavement);
    expect(normal.body.case.leadAgency.code).not.toBe('TY-FD');
    await Promise.all([city.drain(), city.drain()]);
    await city.drain();
    expect((await factsAbout(id)).map(({ type, actor }) => `${type} ${actor}`)).toEqual([
      'disaster.started STAFF',
      'disaster.ended SYSTEM',
    ]);
    const clock = await clockOf(caseNo);
    expect(clock.ledger.at(-1)).toMatchObject({ kind: 'RESUME', at: until });
    expect(clock.state).toBe('RUNNING');
    const [last] = (await supervisor.get('/disasters?limit=1')).body.items;
    expect(last).toMatchObject({ id, state: 'ENDED', endedAt: until, endedBy: null, endReason: null });
  });

  test('and another begins at once, the one whose time is over is recorded first', async () => {
    await later('2026-08-25T09:00:00+08:00');
    const first = await started({ until: '2026-08-25T10:00:00+08:00' });
    city.clock.advanceTo(new Date('2026-08-25T10:30:00+08:00'));
    const second = await started({ name: '第二個颱風' });
    expect((await factsAbout(first)).map(({ type }) => type)).toEqual(['disaster.started', 'disaster.ended']);
    expect(await current()).toMatchObject({ id: second, name: '第二個颱風' });
    await ended(second);
  });
});

describe('a process that is started anew in the middle', () => {
  test('knows of the disaster, and so does every other one', async () => {
    await later('2026-08-26T09:00:00+08:00');
    const id = await started();
    const other = await startTestApp({ beside: city });
    try {
      const there = await other.as('operator');
      expect((await there.post('/petitions', pavement)).body.case.leadAgency.code).toBe('TY-FD');
      const { caseNo } = (await there.post('/petitions', roadHog)).body.case;
      expect(await clockOf(caseNo)).toMatchObject({ state: 'PAUSED' });
      await ended(id); // which the other process has not heard of yet
      const stale = (await there.post('/petitions', roadHog)).body.case.caseNo as string;
      await city.drain();
      for (const opened of [caseNo, stale]) expect(await clockOf(opened)).toMatchObject({ state: 'RUNNING' });
    } finally {
      await other.close();
    }
  });
});

describe('many clocks', () => {
  test('stand still and run again once each, whoever moves them how often at once', async () => {
    await later('2026-08-31T09:00:00+08:00');
    const caseNos: string[] = [];
    for (let i = 0; i < 60; i += 1) caseNos.push(await open(roadHog));
    await city.drain();
    const openBefore = await waiting();
    const suspensions = city.app.get(Suspensions, { strict: false });
    const everybody = (): Promise<unknown> => Promise.all([suspensions.work(), suspensions.work(), suspensions.workNow()]);
    const { body } = await start();
    await everybody();
    await city.drain();
    expect((await supervisor.get(`/disasters/${body.id}/clocks`)).body.suspending).toEqual({
      state: 'DONE',
      done: openBefore,
      total: openBefore,
    });
    await later('2026-08-31T12:00:00+08:00');
    await supervisor.post(`/disasters/${body.id}/end`, { reason: '解除' });
    await everybody();
    await city.drain();
    const ledgers = await city.rows<{ kinds: string }>(sql`
      SELECT string_agg(e.kind, ' ' ORDER BY e.seq) AS kinds
      FROM clock_entries e
      JOIN deadlines d ON d.id = e.deadline_id
      JOIN cases c ON c.id = d.case_id
      WHERE c.case_no = ANY(${caseNos})
      GROUP BY d.id`);
    expect(ledgers.map((ledger) => ledger.kinds)).toEqual(caseNos.map(() => 'START PAUSE RESUME'));
    expect(await city.rows(sql`SELECT d.id FROM deadlines d WHERE d.suspended_by IS NOT NULL AND d.state <> 'STOPPED'`)).toEqual(
      [],
    );
  });

  /** Open cases of the suspended category that are not late. */
  async function waiting(): Promise<number> {
    const [row] = await city.rows<{ n: number }>(sql`
      SELECT count(*)::integer AS n
      FROM cases c
      WHERE c.category_code = 'RD-012' AND c.closed_at IS NULL AND c.due_at > ${city.clock.now()}`);
    return row!.n;
  }
});

describe('the history', () => {
  test('lists all there were, the latest first, page by page', async () => {
    const all: { id: string; startedAt: string }[] = [];
    let cursor = '';
    do {
      const { body } = await supervisor.get(`/disasters?limit=2&count=true${cursor}`);
      expect(body.total).toBe(8);
      all.push(...body.items);
      cursor = body.nextCursor === null ? '' : `&cursor=${String(body.nextCursor)}`;
    } while (cursor !== '');
    expect(new Set(all.map(({ id }) => id)).size).toBe(8);
    expect(all.map(({ startedAt }) => startedAt)).toEqual(
      all
        .map(({ startedAt }) => startedAt)
        .sort()
        .reverse(),
    );
    expectProblem(await supervisor.get('/disasters?cursor=nonsense'), { status: 400, code: 'page.bad_cursor' });
  });
});
