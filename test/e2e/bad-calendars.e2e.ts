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

const typhoon = { kind: 'OFF', from: '13:00', reason: '颱風，下午停止上班' };
const put = (date: string, body: object): Promise<Answer> => supervisor.put(`/calendar/days/${date}`, body);

test.each([
  ['an unknown kind', { ...typhoon, kind: 'HALF' }, { kind: 'field.not_allowed' }],
  ['no kind', { reason: 'x' }, { kind: 'field.required' }],
  ['no reason', { kind: 'OFF' }, { reason: 'field.required' }],
  ['an empty reason', { kind: 'OFF', reason: '  ' }, { reason: 'field.required' }],
  ['half an hour', { ...typhoon, from: '13' }, { from: 'field.format' }],
  ['an hour that is none', { ...typhoon, from: '25:00' }, { from: 'field.format' }],
  ['an hour before the office opens', { ...typhoon, from: '06:00' }, { from: 'calendar.outside_office_hours' }],
  ['the hour at which it closes anyway', { ...typhoon, from: '17:30' }, { from: 'calendar.outside_office_hours' }],
  ['a list of no districts', { ...typhoon, districtCodes: [] }, { districtCodes: 'field.required' }],
  ['a district that is no text', { ...typhoon, districtCodes: [68000020] }, { districtCodes: 'field.type' }],
  ['a district of another city', { ...typhoon, districtCodes: ['67000010'] }, { districtCodes: 'district.unknown' }],
  ['an unknown field', { ...typhoon, to: '15:00' }, { to: 'field.unknown' }],
])('%s is named', async (_, body, fields) => {
  expectProblem(await put('2026-07-20', body), { status: 422, code: 'input.invalid', fields });
  expectProblem(await supervisor.post('/calendar/preview', { date: '2026-07-20', ...body }), {
    status: 422,
    code: 'input.invalid',
    fields,
  });
});

test.each(['2026-02-30', 'tomorrow', '20260720'])('%s is no day', async (date) => {
  expectProblem(await put(date, typhoon), { status: 422, code: 'input.invalid', fields: { date: 'field.day' } });
});

test.each(['2025-07-20', '2026-06-28', '1912-01-01'])('the statistics of %s are finished', async (date) => {
  expectProblem(await put(date, typhoon), { status: 422, code: 'calendar.day_finished' });
  expectProblem(await supervisor.post('/calendar/preview', { date, ...typhoon }), {
    status: 422,
    code: 'calendar.day_finished',
  });
});

test('a day of another decade is a mistake', async () => {
  expectProblem(await put('2062-07-14', typhoon), { status: 422, code: 'calendar.day_too_far' });
});

test.each([
  ['from=2026-07-02&to=2026-07-01', { to: 'calendar.bad_range' }],
  ['from=2026-07-02&to=2027-07-03', { to: 'calendar.bad_range' }],
  ['from=9999-12-31&to=9999-12-31', { from: 'field.day', to: 'field.day' }],
  ['from=yesterday&to=2026-07-01', { from: 'field.day' }],
  ['from=2026-07-01', { to: 'field.required' }],
])('days from %s are not listed', async (query, fields) => {
  expectProblem(await operator.get(`/calendar/days?${query}`), { status: 422, code: 'input.invalid', fields });
});

test.each(['x', '00000000-0000-4000-8000-000000000000'])('there is no job %s', async (id) => {
  expectProblem(await operator.get(`/jobs/${id}`), { status: 404, code: 'job.not_found' });
});

test('nothing of all this changed the calendar', async () => {
  const { body } = await operator.get('/calendar/days?from=2026-07-20&to=2026-07-20');
  expect(body.items).toMatchObject([{ source: 'PUBLISHED' }]);
});

test('who may not change the calendar may not try it out either', async () => {
  for (const answer of [
    await operator.put('/calendar/days/2026-07-20', typhoon),
    await operator.post('/calendar/preview', { date: '2026-07-20', ...typhoon }),
  ]) {
    expectProblem(answer, { status: 403, code: 'auth.not_allowed' });
  }
});
