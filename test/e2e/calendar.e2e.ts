import { explainedDays } from '../support/explained-clock.ts';
import { IN_DAXI, libraryLetter, pothole, signalTiming } from '../support/petition-bodies.ts';
import { acceptCase, closeCase } from '../support/reminders.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

/** Told in the order of the year. A Monday morning. */
const FIRST_MORNING = '2026-07-06T09:00:00+08:00';

let city: TestApp;
let operator: Client;
let supervisor: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: FIRST_MORNING });
  operator = await city.as('operator');
  supervisor = await city.as('city');
});

afterAll(() => city.close());

const open = async (body: object): Promise<string> => (await operator.post('/petitions', body)).body.case.caseNo;
const dueOf = async (caseNo: string): Promise<string> =>
  ((await operator.get(`/cases/${caseNo}`)).body.dueAt as string).slice(0, 16);
const typhoon = { kind: 'OFF', from: '13:00', reason: '颱風，下午停止上班' };

/** Follows a change to its end. */
async function applied(answer: Answer): Promise<{ state: string; done: number; total: number }> {
  expect(answer.status).toBe(202);
  expect(answer.headers['location']).toBe(`/api/v1/jobs/${answer.body.jobId}`);
  await city.drain();
  const job = await operator.get(`/jobs/${answer.body.jobId}`);
  expect(job.status).toBe(200);
  return job.body;
}

describe('a typhoon afternoon', () => {
  let signal: string;
  let hole: string;

  beforeAll(async () => {
    signal = await open(signalTiming); // six working days: Tuesday the 14th
    hole = await open(pothole); // four hours, day and night
  });

  test('is tried out before it is announced, and nothing is stored', async () => {
    const before = await dueOf(signal);
    const { status, body } = await supervisor.post('/calendar/preview', { date: '2026-07-14', ...typhoon });
    expect(status).toBe(200);
    expect(body).toEqual({
      moved: 1,
      earliest: {
        caseNo: signal,
        dueBefore: '2026-07-14T17:30:00.000+08:00',
        dueAfter: '2026-07-15T17:30:00.000+08:00',
      },
      latest: expect.objectContaining({ caseNo: signal }),
    });
    await city.drain();
    expect(await dueOf(signal)).toBe(before);
    expect((await operator.get('/calendar/days?from=2026-07-14&to=2026-07-14')).body).toMatchObject({
      calendarVersion: 1,
      items: [{ date: '2026-07-14', source: 'PUBLISHED', published: true }],
    });
  });

  test('moves what would be due on it to the next full day, and leaves hours that run day and night alone', async () => {
    const holeDue = await dueOf(hole);
    expect(await applied(await supervisor.put('/calendar/days/2026-07-14', typhoon))).toMatchObject({
      state: 'DONE',
      done: 2,
      total: 2,
    });
    expect(await dueOf(signal)).toBe('2026-07-15T17:30');
    expect(await dueOf(hole)).toBe(holeDue);
  });

  test('is seen in the calendar with its open hours and its reason', async () => {
    const { body } = await operator.get('/calendar/days?from=2026-07-11&to=2026-07-14');
    expect(body.calendarVersion).toBe(2);
    expect(body.items).toEqual([
      expect.objectContaining({ date: '2026-07-11', kind: 'OFF', open: [] }),
      expect.objectContaining({ date: '2026-07-12', kind: 'OFF', open: [] }),
      expect.objectContaining({ date: '2026-07-13', kind: 'WORKING' }),
      {
        date: '2026-07-14',
        kind: 'WORKING',
        open: [{ from: '08:30', to: '12:30' }].map(() => expect.anything()),
        source: 'ANNOUNCED',
        reason: typhoon.reason,
        published: true,
        districts: [],
      },
    ]);
  });

  test('stands in the ledger with the due instant before it and after it', async () => {
    const { body } = await operator.get(`/cases/${signal}/clock`);
    expect(body.ledger).toMatchObject([
      { kind: 'START', dueAt: '2026-07-14T17:30:00.000+08:00', calendarVersion: 1 },
      { kind: 'REPLAN', dueAt: '2026-07-15T17:30:00.000+08:00', calendarVersion: 2 },
    ]);
    expect(body).toMatchObject({ calendarVersion: 2, dueAt: '2026-07-15T17:30:00.000+08:00' });
    expect(explainedDays(body).slice(-2)).toEqual(['07-14 COUNTED 6', '07-15 ROLLED']);
    expect(body.ledger[1].text['zh-TW']).toBe('依第 2 版辦公日曆重新計算，期限由 2026-07-14 17:30 改為 2026-07-15 17:30');
  });

  test('is told in the timeline of the case it moved, and not in that of the other', async () => {
    const replanned = async (caseNo: string): Promise<number> =>
      ((await operator.get(`/cases/${caseNo}/events`)).body.items as { type: string }[]).filter(
        ({ type }) => type === 'deadline.replanned',
      ).length;
    expect([await replanned(signal), await replanned(hole)]).toEqual([1, 0]);
  });

  test('counts for a case that is opened while it is announced', async () => {
    expect(await dueOf(await open(signalTiming))).toBe('2026-07-15T17:30');
  });

  test('announced again changes nothing', async () => {
    const again = await supervisor.put('/calendar/days/2026-07-14', typhoon);
    expect(again.body.calendarVersion).toBe(2);
    expect(await applied(again)).toMatchObject({ state: 'DONE' });
    expect((await operator.get(`/cases/${signal}/clock`)).body.ledger).toHaveLength(2);
  });

  test('outlives a restart, which loads the calendar of the city pack again', async () => {
    const beside = await startTestApp({ beside: city });
    const { body } = await (await beside.as('operator')).get('/calendar/days?from=2026-07-14&to=2026-07-14');
    expect(body).toMatchObject({ calendarVersion: 2, items: [{ source: 'ANNOUNCED' }] });
    await beside.close();
  });

  test('is taken back by telling that the office is open, and the due instant is the first again', async () => {
    await applied(await supervisor.put('/calendar/days/2026-07-14', { kind: 'WORKING', reason: '颱風轉向，照常上班' }));
    expect(await dueOf(signal)).toBe('2026-07-14T17:30');
  });
});

describe('a closure for some districts', () => {
  const date = '2026-07-14';
  const ZHONGLI = '68000020';
  const flood = { kind: 'OFF', reason: '中壢區淹水，停止上班' };
  let here: string;
  let there: string;

  beforeAll(async () => {
    here = await open(signalTiming);
    there = await open({ ...signalTiming, location: IN_DAXI });
  });

  test('moves the cases that lie there, and no others', async () => {
    const body = { ...flood, districtCodes: [ZHONGLI] };
    const { moved } = (await supervisor.post('/calendar/preview', { date, ...body })).body;
    await applied(await supervisor.put(`/calendar/days/${date}`, body));
    expect([moved > 0, await dueOf(here), await dueOf(there)]).toEqual([true, '2026-07-15T17:30', '2026-07-14T17:30']);
    expect((await operator.get(`/cases/${here}/clock`)).body.dueAt).toBe('2026-07-15T17:30:00.000+08:00');
  });

  test('counts for cases that are opened there from then on', async () => {
    expect(await dueOf(await open(signalTiming))).toBe('2026-07-15T17:30');
    expect(await dueOf(await open({ ...signalTiming, location: IN_DAXI }))).toBe('2026-07-14T17:30');
  });

  test('is seen beside the day of the city', async () => {
    const { body } = await operator.get(`/calendar/days?from=${date}&to=${date}`);
    expect(body.items).toMatchObject([
      {
        kind: 'WORKING',
        open: [{}, {}],
        districts: [{ districtCode: ZHONGLI, kind: 'OFF', open: [], reason: flood.reason }],
      },
    ]);
  });

  test('is taken back by an announcement for the whole city', async () => {
    await applied(await supervisor.put(`/calendar/days/${date}`, { kind: 'WORKING', reason: '照常上班' }));
    expect([await dueOf(here), await dueOf(there)]).toEqual(['2026-07-14T17:30', '2026-07-14T17:30']);
    expect((await operator.get(`/calendar/days?from=${date}&to=${date}`)).body.items[0].districts).toEqual([]);
  });
});

test('a make-up Saturday makes time limits of working days end earlier', async () => {
  const caseNo = await open(signalTiming);
  expect(await dueOf(caseNo)).toBe('2026-07-14T17:30');
  await applied(await supervisor.put('/calendar/days/2026-07-11', { kind: 'WORKING', reason: '補行上班' }));
  expect(await dueOf(caseNo)).toBe('2026-07-13T17:30');
});

describe('a case that is late', () => {
  test('is no longer when the office turns out to have been closed at the moment it was due', async () => {
    await city.acceptHazards();
    await city.advanceTo('2026-08-03T09:00:00+08:00');
    const caseNo = await open({ ...libraryLetter, channel: 'LETTER' });
    const due = await dueOf(caseNo);
    const dueOn = due.slice(0, 10);
    await city.advanceTo(`${dueOn}T23:00:00+08:00`);
    expect((await operator.get(`/cases/${caseNo}`)).body.overdue).toBe(true);
    await applied(await supervisor.put(`/calendar/days/${dueOn}`, typhoon));
    const { body } = await operator.get(`/cases/${caseNo}`);
    expect(body.overdue).toBe(false);
    expect(body.dueAt > `${dueOn}T23:59`).toBe(true);
  });
});

describe('what is left of a case whose clock does not run', () => {
  test('is the same on the case, in lists and in its ledger, and stays what it was when the calendar changes later', async () => {
    await city.advanceTo('2026-08-24T09:30:00+08:00'); // six working days end on Tuesday the 1st
    const [closed, asked] = [await open(signalTiming), await open(signalTiming)];
    await closeCase(city, closed);
    const question = { question: '哪一個路口？', replyWithinDays: 30 };
    expect((await (await acceptCase(city, asked)).post(`/cases/${asked}/request-supplement`, question)).status).toBe(200);
    await city.drain();
    const [left, waiting] = [await remainingOf(closed), await remainingOf(asked)];
    await applied(await supervisor.put('/calendar/days/2026-08-27', typhoon)); // of both limits half a day
    await city.advanceTo('2026-08-25T12:00:00+08:00');
    expect(await remainingOf(closed)).toEqual(left);
    expect([new Set(left).size, new Set(waiting).size]).toEqual([1, 1]);
    expect(await remainingOf(asked)).toEqual(waiting.map((minutes) => minutes - 4 * 60)); // so long is an afternoon
  });

  /** By the case, the list of its status, and the clock. */
  async function remainingOf(caseNo: string): Promise<number[]> {
    const one = (await operator.get(`/cases/${caseNo}`)).body;
    const listed = (await operator.get(`/cases?q=${caseNo}`)).body.items[0];
    const { remainingMinutes } = (await operator.get(`/cases/${caseNo}/clock`)).body;
    return [one.clock.remainingMinutes, listed.clock.remainingMinutes, remainingMinutes];
  }
});
