import { finalCalendar, firstPublishedCalendar, taipei } from '../../../test/support/calendars.ts';
import { civilDate } from '../../kernel/civil-date.ts';
import { type Check, checksOf, holds } from './checks.ts';
import type { Played, Taken } from './play-calendar.ts';
import type { PublishedFile } from './published-files.ts';
import type { TimeLimit } from './time-limit.read-model.ts';

const MONDAY = civilDate('2025-09-29');
const evidence = { vectors: [], calendars: { first: firstPublishedCalendar(), last: finalCalendar() }, timeZone: 'Asia/Taipei' };

const file = (name: string, open: boolean): PublishedFile => ({
  ...{ name, bytes: new Uint8Array(), encoding: 'UTF-8', takenOn: civilDate('2025-09-30') },
  opens: new Map([
    [civilDate('2025-09-26'), true],
    [civilDate('2025-09-27'), false],
    [civilDate('2025-09-28'), false],
    [MONDAY, open],
    [civilDate('2025-09-30'), true],
  ]),
});

const limits = (...rows: TimeLimit[]): Taken['before'] => new Map(rows.map((row) => [row.caseNo, row]));
const was = { caseNo: 'A', dueAt: taipei('2025-09-29 17:30'), overdueSince: taipei('2025-09-29 17:30') };
const is = { caseNo: 'A', dueAt: taipei('2025-09-30 17:30'), overdueSince: null };
const late = { caseNo: 'B', dueAt: taipei('2025-09-26 17:30'), overdueSince: taipei('2025-09-26 17:30') };
const days = (on: string, value: number): Played['cases'][number]['letter'] => ({
  level: { categoryCode: 'X', unit: 'WORKING_DAY', value, safetyHazard: false },
  receivedOn: civilDate(on),
  why: 'not touched',
});
const line = (kind: string, dueAt: Date, calendarVersion: number) => ({ kind, dueAt: dueAt.toISOString(), calendarVersion });

/** The Monday is closed: one case is excused, the other one stays late. */
const FIRST: Taken = {
  ...{ file: file('first', true), calendarVersion: 1, preview: { days: [], moved: 0 } },
  ...{ job: { state: 'DONE', done: 0, total: 0 }, before: limits(), after: limits() },
};
const SECOND: Taken = {
  ...{ file: file('second', false), calendarVersion: 2, preview: { days: [MONDAY], moved: 1 } },
  ...{ job: { state: 'DONE', done: 2, total: 2 }, before: limits(was, late), after: limits(is, late) },
};
const PLAYED: Played = {
  taken: [FIRST, SECOND],
  cases: [
    {
      ...{ caseNo: 'A', letter: days('2025-09-26', 1), ledger: [line('START', was.dueAt, 1), line('REPLAN', is.dueAt, 2)] },
      replanned: [{ dueBefore: was.dueAt.toISOString(), dueAfter: is.dueAt.toISOString(), calendarVersion: 2 }],
    },
    { caseNo: 'B', letter: days('2025-09-25', 1), ledger: [line('START', late.dueAt, 1)], replanned: [] },
  ],
};

const failing = (played: Played, more: object = {}): string[] =>
  checksOf(played, { ...evidence, ...more })
    .filter((check: Check) => !holds(check))
    .map(({ text }) => text);
const revised = (changes: Partial<Taken>): Played => ({ ...PLAYED, taken: [FIRST, { ...SECOND, ...changes }] });

test('a revision that did what its file says holds', () => {
  expect(failing(PLAYED)).toEqual([]);
});

test.each<[string, string, Played]>([
  ['another day', 'Each revision changes', revised({ preview: { days: [], moved: 1 } })],
  ['a preview that said something else', 'What moved is what', revised({ preview: { days: [MONDAY], moved: 2 } })],
  ['a job that is not done', 'What moved is what', revised({ job: { state: 'RUNNING', done: 1, total: 2 } })],
  ['a line without the first value', 'Both values', { ...PLAYED, cases: PLAYED.cases.map((one) => ({ ...one, ledger: [] })) }],
  ['a history that is silent', 'Both values', { ...PLAYED, cases: PLAYED.cases.map((one) => ({ ...one, replanned: [] })) }],
  ['a late case that is late no more', 'What was overdue', revised({ after: limits(is, { ...late, overdueSince: null }) })],
  [
    'a case that was not excused',
    'What was overdue',
    revised({ after: limits({ ...is, overdueSince: was.overdueSince }, late) }),
  ],
])('%s is found', (_, text, played) => {
  expect(failing(played)).toEqual([expect.stringContaining(text)]);
});

test('a due instant that the file does not give is found', () => {
  const later = { ...late, dueAt: taipei('2025-09-30 17:30') };
  expect(failing(revised({ after: limits(is, later), before: limits(was, later) }))).toEqual([
    expect.stringContaining('Every due instant'),
  ]);
});

test('a vector that ends elsewhere is found; those of the first table are asked of the first table', () => {
  const vector = { receivedOn: civilDate('2025-09-26'), unit: 'WORKING_DAY', value: 1, dueOn: MONDAY } as const;
  expect(failing(PLAYED, { vectors: [{ ...vector, byFirst: true }] })).toEqual([]);
  expect(failing(PLAYED, { vectors: [{ ...vector, byFirst: false }] })).toEqual([expect.stringContaining('test vector')]);
});
