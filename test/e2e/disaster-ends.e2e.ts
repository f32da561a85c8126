import { AlarmClocks } from '../../src/app/alarm-clocks.ts';
import { Suspensions } from '../../src/modules/deadlines/suspending/suspension.service.ts';
import { sql } from '../../src/platform/database/index.ts';
import { AskedPetitioners } from '../support/asked-petitioners.ts';
import { explainedDays } from '../support/explained-clock.ts';
import { roadHog } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { kindsOf, NOTICE, pavement, StormyCity } from '../support/stormy-city.ts';
import { startTestApp } from '../support/test-app.ts';

const HOUR_MS = 3_600_000;

/** Told in the order of the weeks: each story begins where the one before has ended. */
let storm: StormyCity;

beforeAll(async () => {
  storm = await StormyCity.begin('2026-08-17T09:00:00+08:00');
});

afterAll(() => storm.app.close());

describe('when it ends', () => {
  test('by hand: everything is as before, the time it took is given back, and the history has all of it', async () => {
    await storm.later('2026-08-17T09:00:00+08:00');
    const caseNo = await storm.open(roadHog); // 24 hours
    await storm.later('2026-08-17T10:00:00+08:00');
    const id = await storm.started();
    await storm.later('2026-08-19T10:00:00+08:00');
    const { body } = await storm.supervisor.post(`/disasters/${id}/end`, { reason: '颱風遠離' });
    expect(body).toMatchObject({ state: 'ENDED', endReason: '颱風遠離', endedBy: body.startedBy });
    await storm.app.drain();
    const clock = await storm.clockOf(caseNo);
    expect([kindsOf(clock), clock.state]).toEqual([['START', 'PAUSE', 'RESUME'], 'RUNNING']);
    expect(explainedDays(clock)).toEqual(['08-17 RECEIPT', '08-18 PAUSED', '08-19 COUNTED', '08-20 COUNTED']);
    const ledger = clock.ledger as readonly { at: string }[];
    const [began, stoodStill, ranAgain] = ledger.map(({ at }) => Date.parse(at)) as [number, number, number];
    expect(Date.parse(clock.dueAt) - began).toBe(24 * HOUR_MS + ranAgain - stoodStill);
    expect((await storm.operator.get(`/cases/${caseNo}`)).body).toMatchObject({
      dueAt: clock.dueAt,
      clock: { state: 'RUNNING' },
    });
    expect((await storm.supervisor.get(`/disasters/${id}/clocks`)).body.releasing).toMatchObject({ state: 'DONE' });
    expect((await storm.app.citizen.get('/public/notices')).body.items).toEqual([]);
    expect((await storm.operator.post('/petitions', pavement)).body.case.leadAgency.code).not.toBe('TY-FD');
    expectProblem(await storm.supervisor.post(`/disasters/${id}/end`, { reason: '再一次' }), {
      status: 409,
      code: 'disaster.over',
    });
    const [begin, end] = await storm.factsAbout(id);
    expect([begin, end]).toMatchObject([
      {
        type: 'disaster.started',
        actor: 'STAFF',
        data: { name: '海棠颱風', notice: NOTICE, emergencyDesk: { agencyCode: 'TY-FD' } },
      },
      { type: 'disaster.ended', actor: 'STAFF', data: { reason: '颱風遠離', notice: NOTICE } },
    ]);
    await storm.later('2026-08-20T12:00:00+08:00');
    expect((await storm.operator.get(`/cases/${caseNo}`)).body.overdue).toBe(true);
  });

  test('by itself, to the instant, once, though the queue forgot and nobody looked for hours', async () => {
    await storm.later('2026-08-24T09:00:00+08:00');
    const caseNo = await storm.open(roadHog);
    const until = '2026-08-24T18:00:00.000+08:00';
    const id = await storm.started({ until });
    storm.app.clock.advanceTo(new Date('2026-08-24T21:00:00+08:00')); // nothing rings by itself meanwhile
    await storm.app.asOwner(sql`TRUNCATE bullmq.job, bullmq.event CASCADE`);
    expect(await storm.current()).toBeNull();
    expectProblem(await storm.supervisor.post(`/disasters/${id}/end`, { reason: 'x' }), { status: 409, code: 'disaster.over' });
    const normal = await storm.operator.post('/petitions', pavement);
    expect(normal.body.case.leadAgency.code).not.toBe('TY-FD');
    await Promise.all([storm.app.drain(), storm.app.drain()]);
    await storm.app.drain();
    expect((await storm.factsAbout(id)).map(({ type, actor }) => `${type} ${actor}`)).toEqual([
      'disaster.started STAFF',
      'disaster.ended SYSTEM',
    ]);
    const clock = await storm.clockOf(caseNo);
    expect(clock.ledger.at(-1)).toMatchObject({ kind: 'RESUME', at: until });
    expect(clock.state).toBe('RUNNING');
    const [last] = (await storm.supervisor.get('/disasters?limit=1')).body.items;
    expect(last).toMatchObject({ id, state: 'ENDED', endedAt: until, endedBy: null, endReason: null });
  });

  test('and another begins at once, the one whose time is over is recorded first', async () => {
    await storm.later('2026-08-25T09:00:00+08:00');
    const first = await storm.started({ until: '2026-08-25T10:00:00+08:00' });
    storm.app.clock.advanceTo(new Date('2026-08-25T10:30:00+08:00'));
    const second = await storm.started({ name: '第二個颱風' });
    expect((await storm.factsAbout(first)).map(({ type }) => type)).toEqual(['disaster.started', 'disaster.ended']);
    expect(await storm.current()).toMatchObject({ id: second, name: '第二個颱風' });
    await storm.ended(second);
  });
});

describe('a process that is started anew in the middle', () => {
  test('knows of the disaster, and so does every other one', async () => {
    await storm.later('2026-08-26T09:00:00+08:00');
    const id = await storm.started();
    const other = await startTestApp({ beside: storm.app });
    try {
      const there = await other.as('operator');
      expect((await there.post('/petitions', pavement)).body.case.leadAgency.code).toBe('TY-FD');
      const { caseNo } = (await there.post('/petitions', roadHog)).body.case;
      expect(await storm.clockOf(caseNo)).toMatchObject({ state: 'PAUSED' });
      await storm.ended(id); // which the other process has not heard of yet
      const stale = (await there.post('/petitions', roadHog)).body.case.caseNo as string;
      await storm.app.app.get(AlarmClocks).run(); // as every worker does now and then
      await storm.app.drain();
      for (const opened of [caseNo, stale]) expect(await storm.clockOf(opened)).toMatchObject({ state: 'RUNNING' });
    } finally {
      await other.close();
    }
  });
});

describe('a case whose petitioner is asked something', () => {
  const suspending = { serviceLevels: [{ change: 'SUSPEND', categoryCodes: ['TF-002'] }], emergencyDesk: null };
  const stateOf = async (caseNo: string): Promise<string[]> => {
    await storm.app.drain();
    const { clock } = (await storm.operator.get(`/cases/${caseNo}`)).body;
    return [(await storm.clockOf(caseNo)).state, clock.state];
  };

  test('waits for the answer when the disaster is over, and for the end of the disaster when it is answered', async () => {
    await storm.later('2026-08-27T09:00:00+08:00');
    const petitioners = new AskedPetitioners(storm.app);
    const before = await petitioners.asked();
    const id = await storm.started(suspending);
    const meanwhile = await petitioners.asked();
    const answered = await petitioners.asked();
    await storm.app.citizen.post(await petitioners.linkOf(answered), { text: '元化路口' });
    expect(await stateOf(answered.caseNo)).toEqual(['PAUSED', 'PAUSED']);
    await storm.ended(id);
    for (const { caseNo } of [before, meanwhile]) expect(await stateOf(caseNo)).toEqual(['PAUSED', 'PAUSED']);
    expect(await stateOf(answered.caseNo)).toEqual(['RUNNING', 'RUNNING']);
    await storm.app.citizen.post(await petitioners.linkOf(before), { text: '元化路口' });
    expect(await stateOf(before.caseNo)).toEqual(['RUNNING', 'RUNNING']);
  });
});

describe('many clocks', () => {
  test('stand still and run again once each, whoever moves them how often at once', async () => {
    await storm.later('2026-08-31T09:00:00+08:00');
    const caseNos: string[] = [];
    for (let i = 0; i < 60; i += 1) caseNos.push(await storm.open(roadHog));
    await storm.app.drain();
    const openBefore = await waiting();
    const suspensions = storm.app.app.get(Suspensions, { strict: false });
    const everybody = (): Promise<unknown> => Promise.all([suspensions.work(), suspensions.work(), suspensions.workNow()]);
    const { body } = await storm.start();
    await everybody();
    await storm.app.drain();
    expect((await storm.supervisor.get(`/disasters/${body.id}/clocks`)).body.suspending).toEqual({
      state: 'DONE',
      done: openBefore,
      total: openBefore,
    });
    await storm.later('2026-08-31T12:00:00+08:00');
    await storm.supervisor.post(`/disasters/${body.id}/end`, { reason: '解除' });
    await everybody();
    await storm.app.drain();
    const ledgers = await storm.app.rows<{ kinds: string }>(sql`
      SELECT string_agg(e.kind, ' ' ORDER BY e.seq) AS kinds
      FROM clock_entries e
      JOIN deadlines d ON d.id = e.deadline_id
      JOIN cases c ON c.id = d.case_id
      WHERE c.case_no = ANY(${caseNos})
      GROUP BY d.id`);
    expect(ledgers.map((ledger) => ledger.kinds)).toEqual(caseNos.map(() => 'START PAUSE RESUME'));
    expect(
      await storm.app.rows(sql`SELECT d.id FROM deadlines d WHERE d.suspended_by IS NOT NULL AND d.state <> 'STOPPED'`),
    ).toEqual([]);
  });

  /** Open cases of the suspended category that are not late. */
  async function waiting(): Promise<number> {
    const [row] = await storm.app.rows<{ n: number }>(sql`
      SELECT count(*)::integer AS n
      FROM cases c
      WHERE c.category_code = 'RD-012' AND c.closed_at IS NULL AND c.due_at > ${storm.app.clock.now()}`);
    return row!.n;
  }
});

describe('the history', () => {
  test('lists all there were, the latest first, page by page', async () => {
    const all: { id: string; startedAt: string }[] = [];
    let cursor = '';
    do {
      const { body } = await storm.supervisor.get(`/disasters?limit=2&count=true${cursor}`);
      expect(body.total).toBe(7);
      all.push(...body.items);
      cursor = body.nextCursor === null ? '' : `&cursor=${String(body.nextCursor)}`;
    } while (cursor !== '');
    expect(new Set(all.map(({ id }) => id)).size).toBe(7);
    expect(all.map(({ startedAt }) => startedAt)).toEqual(
      all
        .map(({ startedAt }) => startedAt)
        .sort()
        .reverse(),
    );
    expectProblem(await storm.supervisor.get('/disasters?cursor=nonsense'), { status: 400, code: 'page.bad_cursor' });
  });
});
