import { IN_DAXI, libraryLetter, pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
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

describe('the office calendar of a year', () => {
  /** 2027 as nobody published it: only weekends off; 2027-02-05 is a Friday. */
  const year = (changes: Readonly<Record<string, string>> = {}): string => {
    const lines = ['西元日期,星期,是否放假,備註'];
    for (let at = Date.UTC(2027, 0, 1); at < Date.UTC(2028, 0, 1); at += 86_400_000) {
      const day = new Date(at);
      const date = day.toISOString().slice(0, 10).replaceAll('-', '');
      const off = day.getUTCDay() % 6 === 0 ? '2' : '0';
      lines.push(changes[date] ?? `${date},${'日一二三四五六'[day.getUTCDay()]},${off},`);
    }
    return `\ufeff${lines.join('\r\n')}\r\n`;
  };
  const send = (file: string | Buffer, type = 'text/csv'): Promise<Answer> =>
    supervisor.post('/calendar/import', file, { 'content-type': type });
  const sendForm = (field: string, file: string): Promise<Answer> =>
    send(
      [
        '--line',
        `content-disposition: form-data; name="${field}"; filename="116.csv"`,
        'content-type: text/csv',
        '',
        file,
        '--line--',
        '',
      ].join('\r\n'),
      'multipart/form-data; boundary=line',
    );

  test('is taken as it is published, and the days are published then', async () => {
    const before = (await operator.get('/calendar/days?from=2027-02-05&to=2027-02-05')).body.items;
    expect(before).toMatchObject([{ kind: 'WORKING', source: 'ASSUMED', published: false }]);
    await applied(await send(year({ '20270205': '20270205,五,2,小年夜' })));
    const after = (await operator.get('/calendar/days?from=2027-02-05&to=2027-02-05')).body.items;
    expect(after).toMatchObject([{ kind: 'OFF', open: [], source: 'PUBLISHED', reason: '小年夜', published: true }]);
  });

  test('is taken from a form as well', async () => {
    await applied(await sendForm('file', year({ '20270208': '20270208,一,2,補假' })));
    expect((await operator.get('/calendar/days?from=2027-02-08&to=2027-02-08')).body.items).toMatchObject([
      { kind: 'OFF', source: 'PUBLISHED', reason: '補假' },
    ]);
  });

  test('is taken in Big5 and as plain bytes too', async () => {
    // 元旦 and the header in Big5
    const words: Readonly<Record<string, string>> = {
      西元日期: 'a6e8a4b8a4e9b4c1',
      星期: 'ac50b4c1',
      是否放假: 'ac4fa75fa9f1b0b2',
      備註: 'b3c6b5f9',
      元旦: 'a4b8a5b9',
      日: 'a4e9',
      一: 'a440',
      二: 'a447',
      三: 'a454',
      四: 'a57c',
      五: 'a4ad',
      六: 'a4bb',
    };
    const text = year({ '20270101': '20270101,五,2,元旦' }).replace('\ufeff', '');
    const parts = text.split(new RegExp(`(${Object.keys(words).join('|')})`));
    const bytes = Buffer.concat(parts.map((part) => (words[part] ? Buffer.from(words[part], 'hex') : Buffer.from(part))));
    await applied(await send(bytes, 'application/octet-stream'));
    expect((await operator.get('/calendar/days?from=2027-01-01&to=2027-02-05')).body.items).toMatchObject([
      { date: '2027-01-01', reason: '元旦' },
      ...Array.from({ length: 34 }, () => ({})),
      { date: '2027-02-05', kind: 'WORKING', source: 'PUBLISHED' },
    ]);
  });

  test('does not undo an announcement', async () => {
    await applied(await supervisor.put('/calendar/days/2027-02-04', { kind: 'OFF', reason: '寒流' }));
    await applied(await send(year()));
    expect((await operator.get('/calendar/days?from=2027-02-04&to=2027-02-04')).body.items).toMatchObject([
      { kind: 'OFF', source: 'ANNOUNCED', reason: '寒流' },
    ]);
  });

  test('is refused with every wrong line, and nothing of it is taken', async () => {
    const version = (await operator.get('/calendar/days?from=2027-02-04&to=2027-02-04')).body.calendarVersion;
    const answer = await send(year({ '20270104': '20270104,二,0,', '20270105': '20270105,二,1,', '20270106': 'x,y' }));
    expectProblem(answer, { status: 422, code: 'calendar.file_invalid' });
    const lines = (answer.body.problems as { line: number }[]).map(({ line }) => line);
    expect([...new Set(lines)]).toEqual(expect.arrayContaining([5, 6, 7]));
    expect((await operator.get('/calendar/days?from=2027-02-04&to=2027-02-04')).body.calendarVersion).toBe(version);
  });

  test.each([
    ['nothing at all', '', 422],
    ['text that is no table', 'hello', 422],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80]), 422],
  ])('is not %s', async (_, file, status) => {
    const answer = await send(file);
    expect([answer.status, String(answer.body.code)]).toEqual([status, expect.stringMatching(/^calendar\.file_/)]);
  });

  test('is missing in what is neither a file nor a form with one', async () => {
    const missing = { status: 422, code: 'calendar.file_missing' };
    expectProblem(await supervisor.post('/calendar/import', { days: [] }), missing);
    expectProblem(await sendForm('calendar', year()), missing);
    expectProblem(await send('--b\r\nno form', 'multipart/form-data; boundary=b'), missing);
    expectProblem(await send('', 'multipart/form-data'), missing);
  });

  test('is taken nowhere else', async () => {
    const answer = await operator.post('/petitions', 'a,b', { 'content-type': 'text/csv' });
    expectProblem(answer, { status: 415, code: 'request.unsupported_media_type' });
  });

  test('of the past is finished', async () => {
    const file = year().replaceAll('2027', '2026'); // another weekday for every date, were it not for the days themselves
    expect((await send(file)).status).toBe(422);
  });
});

describe('a case that is late', () => {
  test('is no longer when the office turns out to have been closed at the moment it was due', async () => {
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
