import { sql } from '../../src/platform/database/index.ts';
import { asCitizen, libraryLetter, pothole, roadHog, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { kindsOf, NOTICE, pavement, StormyCity, TYPHOON } from '../support/stormy-city.ts';
import { keyIn, newKey } from '../support/test-app.ts';

/** Told in the order of the week: each story begins where the one before has ended. It begins on a Monday morning. */
let storm: StormyCity;

beforeAll(async () => {
  storm = await StormyCity.begin('2026-08-10T09:00:00+08:00');
});

afterAll(() => storm.app.close());

describe('on an ordinary day', () => {
  test('nobody is told anything, and nothing is underway', async () => {
    expect((await storm.app.citizen.get('/public/notices')).body).toEqual({ items: [] });
    expect(await storm.current()).toBeNull();
    const letter = await storm.app.citizen.post('/public/reports', asCitizen(pothole));
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
      'more time than a whole case may take',
      { serviceLevels: [{ change: 'LENGTHEN', categoryCodes: ['TF-002'], factor: 4 }] },
      { 'serviceLevels.0.change': 'disaster.above_ceiling' },
    ],
    [
      'time in another unit',
      { serviceLevels: [{ change: 'LENGTHEN', categoryCodes: ['TF-002'], add: { value: 4, unit: 'HOUR' } }] },
      { 'serviceLevels.0.add.unit': 'disaster.other_unit' },
    ],
    [
      'one category named twice',
      { serviceLevels: [...TYPHOON.serviceLevels, { change: 'SUSPEND', categoryCodes: ['TF-002'] }] },
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
    expectProblem(await storm.start(difference), { status: 422, code: 'input.invalid', fields });
    expect(await storm.current()).toBeNull();
    expect(await storm.app.rows(sql`SELECT f.id FROM facts f WHERE f.type LIKE 'disaster.%'`)).toEqual([]);
  });

  test('nobody but the city’s supervisor turns the switch', async () => {
    for (const account of ['operator', 'dispatcher', 'supervisor.ty-rmo', 'admin'])
      expectProblem(await (await storm.app.as(account)).post('/disasters', TYPHOON), { status: 403, code: 'auth.not_allowed' });
  });

  test('one that never was cannot be ended', async () => {
    for (const id of ['x', '00000000-0000-4000-8000-000000000000'])
      expectProblem(await storm.supervisor.post(`/disasters/${id}/end`, { reason: 'x' }), {
        status: 404,
        code: 'disaster.not_found',
      });
  });
});

describe('while a disaster lasts', () => {
  const key = { 'idempotency-key': newKey() };
  let id: string;
  let before: { lengthened: string; suspended: string; hazard: string };

  beforeAll(async () => {
    before = {
      lengthened: await storm.open(signalTiming),
      suspended: await storm.open(roadHog),
      hazard: await storm.open(pothole),
    };
    await storm.later('2026-08-10T12:00:00+08:00');
    id = (await storm.start({}, key)).body.id;
    await storm.app.drain();
  });

  test('a second one is refused', async () => {
    expectProblem(await storm.start({ name: '另一個' }), { status: 409, code: 'disaster.underway' });
  });

  test('the same key is one switch, and the first answer is given again', async () => {
    const again = await storm.start({}, key);
    expect([again.status, again.body.id, again.headers['idempotent-replayed']]).toEqual([201, id, 'true']);
    const another = await storm.start({ name: '另一個' }, key);
    expectProblem(another, { status: 422, code: 'idempotency.key_reused' });
  });

  test('everybody is told: on the page, in the answer and in the receipt, each in their language', async () => {
    expect((await storm.app.citizen.get('/public/notices')).body.items).toMatchObject([{ text: NOTICE, until: null }]);
    for (const language of ['zh-TW', 'en'] as const) {
      const email = `${language.toLowerCase()}@example.org`;
      const petitioner = { name: '林美', email, preferredContact: 'EMAIL', language };
      const { body } = await storm.app.citizen.post('/public/reports', { ...asCitizen(pothole), petitioner });
      expect(body.notice).toBe(NOTICE[language]);
      expect((await storm.app.letterTo(email, 'acknowledgement')).body).toContain(NOTICE[language]);
    }
  });

  test('named categories go to the emergency desk, and the rule that lost is shown', async () => {
    const { body } = await storm.operator.post('/petitions', pavement);
    expect(body.case.leadAgency.code).toBe('TY-FD');
    expect(body.routing).toMatchObject({ outcome: 'DISPATCHED', leadAgencyCode: 'TY-FD', ruleId: null, coAgencyCodes: [] });
    expect(body.routing.reasons[0]).toMatchObject({ code: 'disaster.emergency_desk', text: expect.stringContaining('海棠颱風') });
    expect(body.routing.runnersUp[0]).toMatchObject({
      ruleId: expect.any(String),
      lostBecause: expect.stringContaining('海棠颱風'),
    });
    const tried = await storm.operator.post(
      '/routing/explain',
      { categoryCode: 'RD-003', location: pavement.location, channel: 'HOTLINE' },
      { 'accept-language': 'en' },
    );
    expect(tried.body.reasons[0]).toMatchObject({ code: 'disaster.emergency_desk', text: expect.stringMatching(/^While/) });
    const kept = await storm.operator.get(`/cases/${body.case.caseNo}/routing`);
    expect(kept.body.runnersUp[0].agencyCode).toBe(body.routing.runnersUp[0].agencyCode);
    expect((await storm.operator.post('/petitions', pothole)).body.routing.leadAgencyCode).toBe('TY-RMO');
  });

  test('what is received meanwhile has more time; what was received before has not', async () => {
    const { body } = await storm.operator.post('/petitions', signalTiming);
    expect(body.routing.reasons.map(({ code }: { code: string }) => code)).toContain('disaster.sla_lengthened');
    expect(await storm.clockOf(body.case.caseNo)).toMatchObject({ sla: { value: 12, unit: 'WORKING_DAY' } });
    expect(await storm.clockOf(before.lengthened)).toMatchObject({ sla: { value: 6 }, state: 'RUNNING' });
    const late = await storm.operator.post('/petitions', { ...signalTiming, receivedAt: '2026-08-10T10:00:00+08:00' });
    expect(await storm.clockOf(late.body.case.caseNo)).toMatchObject({ sla: { value: 6 } });
  });

  test('clocks of suspended categories stand still, of open cases and of new ones, and nothing of them rings', async () => {
    const fresh = await storm.open(roadHog);
    expect(await storm.clockOf(fresh)).toMatchObject({ state: 'PAUSED' });
    expect(await storm.clockOf(before.suspended)).toMatchObject({
      state: 'PAUSED',
      ledger: [{}, { kind: 'PAUSE', disasterId: id }],
    });
    expect(await storm.clockOf(before.hazard)).toMatchObject({ state: 'RUNNING' });
    expect((await storm.operator.get(`/cases/${before.suspended}`)).body.clock.state).toBe('PAUSED');
    expect((await storm.operator.get(`/cases/${fresh}`)).body.clock.state).toBe('PAUSED');
    const events = (await storm.operator.get(`/cases/${before.suspended}/events`)).body;
    expect(JSON.stringify(events)).toContain('deadline.suspended');
    expect((await storm.supervisor.get(`/disasters/${id}/clocks`)).body).toEqual({
      suspending: { state: 'DONE', done: 1, total: 1 },
      releasing: null,
    });
    await storm.later('2026-08-13T12:00:00+08:00');
    for (const caseNo of [fresh, before.suspended]) {
      expect((await storm.operator.get(`/reminders?caseNo=${caseNo}`)).body.items).toEqual([]);
      const { overdue, clock } = (await storm.operator.get(`/cases/${caseNo}`)).body;
      const { remainingMinutes } = (await storm.operator.get(`/cases/${caseNo}/clock`)).body;
      expect([overdue, clock.remainingMinutes]).toEqual([false, remainingMinutes]);
    }
  });

  test('a confirmed letter of a suspended category starts standing still, and is told', async () => {
    await storm.ended(id);
    id = await storm.started({ serviceLevels: [{ change: 'SUSPEND', categoryCodes: ['CU-001'] }] });
    const email = 'reader@example.org';
    await storm.app.citizen.post('/public/petitions', { ...libraryLetter, petitioner: { name: '林美', email } });
    const key = keyIn(await storm.app.letterTo(email, 'confirmation'), 'confirmation');
    await storm.app.citizen.get(`/public/confirmations/${key}`);
    const { body: told, caseNo } = await storm.app.letterTo(email, 'acknowledgement');
    expect(told).toContain(NOTICE['zh-TW']);
    expect(await storm.clockOf(caseNo)).toMatchObject({ state: 'PAUSED' });
    const { remainingMinutes } = (await storm.operator.get(`/cases/${caseNo}/clock`)).body;
    expect((await storm.operator.get(`/cases/${caseNo}`)).body.clock).toEqual({ state: 'PAUSED', remainingMinutes });
  });

  test('a case that is taken up again stands still too, and one that ends has stopped', async () => {
    const { body } = await storm.operator.post('/petitions', { ...libraryLetter, channel: 'HOTLINE' });
    const { caseNo, leadAgency } = body.case;
    const agency = (leadAgency.code as string).toLowerCase();
    const handler = await storm.app.as(`handler.${agency}`);
    await handler.post(`/cases/${caseNo}/accept`);
    await (
      await storm.app.as(`supervisor.${agency}`)
    ).post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '已延長開放時間。' });
    await storm.app.drain();
    expect(await storm.clockOf(caseNo)).toMatchObject({ state: 'STOPPED' });
    await storm.supervisor.post(`/cases/${caseNo}/reopen`, { reason: '仍未開放', reasonCode: 'NOT_FIXED' });
    await storm.app.drain();
    expect(kindsOf(await storm.clockOf(caseNo))).toEqual(['START', 'PAUSE', 'STOP', 'START', 'PAUSE']);
    await storm.ended(id);
    expect(await storm.clockOf(caseNo)).toMatchObject({ state: 'RUNNING' });
  });
});
