import { finalCalendar, TAIPEI, taipei } from '../../../../test/support/calendars.ts';
import type { Sla } from '../../calendar/index.ts';
import type { ClockEntry } from './clock-entry.ts';
import { replay } from './clock-ledger.ts';
import { ledgerLines } from './ledger-texts.ts';

const SIX_DAYS: Sla = { value: 6, unit: 'WORKING_DAY' };
const FOUR_HOURS: Sla = { value: 4, unit: 'HOUR' };
const calendar = finalCalendar();
const at = taipei;

const START: ClockEntry = { kind: 'START', at: at('2026-06-08 10:00'), calendarVersion: 1, holder: null };
const PAUSE: ClockEntry = { kind: 'PAUSE', at: at('2026-06-09 09:30') };
const STOP: ClockEntry = { kind: 'STOP', at: at('2026-06-11 10:00') };
const DISASTER: ClockEntry = { kind: 'PAUSE', at: at('2026-06-09 09:30'), disasterId: 'D' };
const earlier = at('2026-06-05 10:00');

test.each<[string, ClockEntry[], string, string]>([
  ['a start', [START], '起算，期限 2026-06-16 17:30', 'The time begins, due 2026-06-16 17:30'],
  [
    'a second clock with a promised end',
    [START, STOP, { ...START, at: at('2026-06-12 10:00'), until: at('2026-06-30 17:30') }],
    '再次起算，首次結果保留，承諾至 2026-06-30 17:30，期限 2026-06-30 17:30',
    'A second clock begins, the result of the first is kept, promised by 2026-06-30 17:30, due 2026-06-30 17:30',
  ],
  ['a pause', [START, PAUSE], '案件暫停計時', 'The clock stands still for the case'],
  [
    'its end',
    [START, PAUSE, { kind: 'RESUME', at: at('2026-06-09 11:30') }],
    '案件不再暫停計時，期限由 2026-06-16 17:30 改為 2026-06-17 10:30',
    'The clock stands still for the case no more, due 2026-06-17 10:30 instead of 2026-06-16 17:30',
  ],
  ['a disaster', [START, DISASTER], '災害期間暫停計時', 'The clock stands still for a disaster'],
  [
    'the end of the disaster',
    [START, DISASTER, { kind: 'RESUME', at: at('2026-06-09 09:30'), disasterId: 'D' }],
    '不再因災害暫停計時',
    'The clock stands still for a disaster no more',
  ],
  [
    'an extension',
    [START, { kind: 'EXTEND', at: at('2026-06-09 10:00'), until: at('2026-06-20 17:30') }],
    '展期至 2026-06-20 17:30，期限由 2026-06-16 17:30 改為 2026-06-22 17:30',
    'Extended to 2026-06-20 17:30, due 2026-06-22 17:30 instead of 2026-06-16 17:30',
  ],
  [
    'a revised calendar that moves nothing',
    [START, { kind: 'REPLAN', at: at('2026-06-09 10:00'), calendarVersion: 7 }],
    '依第 7 版辦公日曆重新計算',
    'Counted again by version 7 of the office calendar',
  ],
  [
    'its first agency',
    [START, { kind: 'TRANSFER', at: at('2026-06-09 10:00'), from: null, to: 'TY-TRA' }],
    '分派 TY-TRA，時間續計',
    'Given to TY-TRA, the time runs on',
  ],
  [
    'a transfer',
    [START, { kind: 'TRANSFER', at: at('2026-06-09 10:00'), from: 'TY-PWB', to: 'TY-TRA' }],
    '由 TY-PWB 移轉 TY-TRA，時間續計',
    'Passed from TY-PWB to TY-TRA, the time runs on',
  ],
  ['its end', [START, STOP], '停止計時', 'The clock stops'],
  [
    'a merge',
    [START, { kind: 'MERGE', at: at('2026-06-09 10:00'), startedAt: earlier }],
    '合併他案，自 2026-06-05 10:00 起算，期限由 2026-06-16 17:30 改為 2026-06-15 17:30',
    'Answers for another case too, counted from 2026-06-05 10:00, due 2026-06-15 17:30 instead of 2026-06-16 17:30',
  ],
  [
    'its undoing',
    [START, { kind: 'UNMERGE', at: at('2026-06-09 10:00'), startedAt: START.at }],
    '解除併案，自 2026-06-08 10:00 起算',
    'Answers for the other case no more, counted from 2026-06-08 10:00',
  ],
  [
    'another category',
    [START, { kind: 'RECATEGORISE', at: at('2026-06-08 11:00'), startedAt: START.at, from: SIX_DAYS, to: FOUR_HOURS }],
    '改分類，時限由 6 個工作天改為 4 小時，自 2026-06-08 10:00 起算，期限由 2026-06-16 17:30 改為 2026-06-08 14:00',
    'Another category, 4 hours instead of 6 working days, counted from 2026-06-08 10:00, due 2026-06-08 14:00 instead of 2026-06-16 17:30',
  ],
  [
    'the return of a merged case',
    [START, STOP, { kind: 'RESTORE', at: at('2026-06-12 10:00'), calendarVersion: 1 }],
    '恢復獨立辦理，視同未曾停止計時',
    'Stands on its own again, as if the clock had never stopped',
  ],
])('the line of %s', (_, entries, zh, en) => {
  const reading = replay(entries, SIX_DAYS, () => calendar);
  expect(ledgerLines(reading, TAIPEI).at(-1)!.text).toEqual({ 'zh-TW': zh, en });
});
