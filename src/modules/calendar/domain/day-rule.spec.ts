import { type DayChange, type DayRule, changeDay, officeSpans } from './day-rule.ts';

const HOURS = [
  { from: 510, to: 750 },
  { from: 810, to: 1050 },
];
const WORKING: DayRule = { kind: 'WORKING', source: 'PUBLISHED', remark: '' };
const OFF: DayRule = { kind: 'OFF', source: 'PUBLISHED', remark: '國慶日' };

/** The office hours of a day after an announcement, as `from–to`. */
const hoursAfter = (day: DayRule, change: Omit<DayChange, 'reason'>): string[] =>
  officeSpans(changeDay(day, { ...change, reason: '颱風' }), HOURS).map(({ from, to }) => `${from}–${to}`);

test.each<[string, DayRule, Omit<DayChange, 'reason'>, DayRule['kind'], string[]]>([
  ['a closure of a working day', WORKING, { kind: 'OFF' }, 'OFF', []],
  ['a closure from the afternoon on', WORKING, { kind: 'OFF', from: 780 }, 'WORKING', ['510–750']],
  ['a closure from the middle of the morning on', WORKING, { kind: 'OFF', from: 600 }, 'WORKING', ['510–600']],
  ['a closed morning', WORKING, { kind: 'WORKING', from: 780 }, 'WORKING', ['810–1050']],
  ['a closure taken back', WORKING, { kind: 'WORKING' }, 'WORKING', ['510–750', '810–1050']],
  ['a make-up day', OFF, { kind: 'WORKING' }, 'WORKING', ['510–750', '810–1050']],
  ['half a make-up day', OFF, { kind: 'WORKING', from: 780 }, 'OFF', ['810–1050']],
  ['a closure of a day off', OFF, { kind: 'OFF' }, 'OFF', []],
  ['a closed afternoon of a day off', OFF, { kind: 'OFF', from: 780 }, 'OFF', []],
])('%s', (_, day, change, kind, hours) => {
  expect(hoursAfter(day, change)).toEqual(hours);
  expect(changeDay(day, { ...change, reason: '颱風' })).toMatchObject({ kind, source: 'ANNOUNCED', remark: '颱風' });
});

test('the published day leaves all office hours of a working day, none of a day off', () => {
  expect(officeSpans(WORKING, HOURS)).toEqual(HOURS);
  expect(officeSpans(OFF, HOURS)).toEqual([]);
});
