import { finalCalendar, taipei } from '../../../../test/support/calendars.ts';
import type { ClockEntry } from './clock-entry.ts';
import { replay } from './clock-ledger.ts';
import { overdueApart } from './overdue-apart.ts';

/** Six working days from Monday the 8th end on the 16th; from the 1st, on the 9th. */
const START: ClockEntry = { kind: 'START', at: taipei('2026-06-08 10:00'), calendarVersion: 2, holder: 'RD' };
const MERGED_DUE = taipei('2026-06-09 17:30');
const OWN_DUE = taipei('2026-06-16 17:30');

const merge = (at: string, startedAt: string, overdueSince?: Date | null): ClockEntry => ({
  ...{ kind: 'MERGE', at: taipei(at), startedAt: taipei(startedAt) },
  ...(overdueSince !== undefined && { overdueSince }),
});
const unmerge = (at: string, startedAt = '2026-06-08 10:00'): ClockEntry => ({
  ...{ kind: 'UNMERGE', at: taipei(at), startedAt: taipei(startedAt) },
});
const apart = (since: Date | null, at: string, ...entries: ClockEntry[]): Date | null =>
  overdueApart(
    replay([START, ...entries], { value: 6, unit: 'WORKING_DAY' }, () => finalCalendar()),
    since,
    taipei(at),
  );

const EARLIER = merge('2026-06-08 12:00', '2026-06-01 10:00', null);

test('what only the time of the other case made overdue is overdue no more', () => {
  expect(apart(MERGED_DUE, '2026-06-10 10:00', EARLIER, unmerge('2026-06-10 10:00'))).toBeNull();
});

test('what would be overdue by itself is overdue since its own due instant', () => {
  expect(apart(MERGED_DUE, '2026-06-17 10:00', EARLIER, unmerge('2026-06-17 10:00'))).toEqual(OWN_DUE);
});

test('what was overdue before stays so, since then', () => {
  const before = taipei('2026-05-20 17:30');
  const reopened = merge('2026-06-08 12:00', '2026-06-01 10:00', before);
  expect(apart(before, '2026-06-10 10:00', reopened, unmerge('2026-06-10 10:00'))).toEqual(before);
  const unknown = merge('2026-06-08 12:00', '2026-06-01 10:00');
  expect(apart(MERGED_DUE, '2026-06-10 10:00', unknown, unmerge('2026-06-10 10:00'))).toEqual(MERGED_DUE);
});

test('what was not overdue is not', () => {
  expect(apart(null, '2026-06-17 10:00', EARLIER, unmerge('2026-06-17 10:00'))).toBeNull();
});

test('of several cases that it answered for, only those count that are gone', () => {
  const [first, second] = [
    merge('2026-06-08 11:00', '2026-06-03 10:00', null),
    merge('2026-06-08 12:00', '2026-06-01 10:00', null),
  ];
  const stillDue = taipei('2026-06-11 17:30'); // by the one that stays, received on the 3rd
  const stays = unmerge('2026-06-12 10:00', '2026-06-03 10:00');
  expect(apart(MERGED_DUE, '2026-06-10 10:00', first, second, unmerge('2026-06-10 10:00', '2026-06-03 10:00'))).toBeNull();
  expect(apart(MERGED_DUE, '2026-06-12 10:00', first, second, stays)).toEqual(stillDue);
  const later = merge('2026-06-17 10:00', '2026-06-02 10:00', OWN_DUE);
  const [both, again] = [unmerge('2026-06-09 10:00'), unmerge('2026-06-18 10:00')];
  expect(apart(OWN_DUE, '2026-06-18 10:00', EARLIER, both, later, again)).toEqual(OWN_DUE);
});
