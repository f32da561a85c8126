import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let operator: Client;
let supervisor: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-07-06T09:00:00+08:00' });
  operator = await city.as('operator');
  supervisor = await city.as('city');
});

afterAll(() => city.close());

/** Follows a change to its end. */
async function applied(answer: Answer): Promise<{ state: string; done: number; total: number }> {
  expect(answer.status).toBe(202);
  expect(answer.headers['location']).toBe(`/api/v1/jobs/${answer.body.jobId}`);
  await city.drain();
  const job = await operator.get(`/jobs/${answer.body.jobId}`);
  expect(job.status).toBe(200);
  return job.body;
}

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

  test('is tried out before it is taken, and nothing is stored', async () => {
    const { calendarVersion } = (await operator.get('/calendar/days?from=2027-02-11&to=2027-02-11')).body;
    const file = year({ '20270205': '20270205,五,2,小年夜', '20270211': '20270211,四,2,補假', '20270104': '20270104,一,0,開工' });
    const tried = await supervisor.post('/calendar/import/preview', file, { 'content-type': 'text/csv' });
    expect(tried.status).toBe(200);
    expect(tried.body).toEqual({ days: ['2027-02-11'], moved: 0, earliest: null, latest: null });
    const today = (await operator.get('/calendar/days?from=2027-02-11&to=2027-02-11')).body;
    expect(today).toMatchObject({ calendarVersion, items: [{ kind: 'WORKING' }] });
    const broken = await supervisor.post('/calendar/import/preview', 'a,b', { 'content-type': 'text/csv' });
    expectProblem(broken, { status: 422, code: 'calendar.file_invalid' });
    expectProblem(await supervisor.post('/calendar/import/preview', {}), { status: 422, code: 'calendar.file_missing' });
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
