import type { BilingualText } from '../../../kernel/errors.ts';
import { wallText } from '../../../kernel/time-text.ts';
import type { Sla, SlaUnit } from '../../calendar/index.ts';
import type { ClockEntry } from './clock-entry.ts';
import type { ClockReading } from './clock-ledger.ts';

/** A line of a ledger in words. */
export type ExplainedLine = ClockReading['lines'][number] & { readonly text: BilingualText };

/** Every line with the sentence beside it: what happened to the time, and when it has been due since. */
export function ledgerLines({ lines }: ClockReading, timeZone: string): ExplainedLine[] {
  const write = (at: Date): string => wallText(at, timeZone);
  return lines.map((line, i) => {
    const before = lines[i - 1];
    const happened = sentenceOf(line.entry, before !== undefined, write);
    const due = dueText(line.entry.kind === 'START' ? null : before!.dueAt, line.dueAt, write);
    return { ...line, text: { 'zh-TW': happened['zh-TW'] + due['zh-TW'], en: happened.en + due.en } };
  });
}

type Write = (at: Date) => string;

/** @param before null where the time begins */
function dueText(before: Date | null, after: Date, write: Write): BilingualText {
  if (before === null) return { 'zh-TW': `，期限 ${write(after)}`, en: `, due ${write(after)}` };
  if (before.getTime() === after.getTime()) return { 'zh-TW': '', en: '' };
  return {
    'zh-TW': `，期限由 ${write(before)} 改為 ${write(after)}`,
    en: `, due ${write(after)} instead of ${write(before)}`,
  };
}

const sentenceOf = (entry: ClockEntry, again: boolean, write: Write): BilingualText =>
  (SENTENCES[entry.kind] as (entry: ClockEntry, write: Write, again: boolean) => BilingualText)(entry, write, again);

/** What each entry says, without its end. */
const SENTENCES: {
  readonly [Kind in ClockEntry['kind']]: (
    entry: Extract<ClockEntry, { readonly kind: Kind }>,
    write: Write,
    again: boolean,
  ) => BilingualText;
} = {
  START: ({ until }, write, again) => {
    const [zh, en] = again
      ? ['再次起算，首次結果保留', 'A second clock begins, the result of the first is kept']
      : ['起算', 'The time begins'];
    return until === undefined
      ? { 'zh-TW': zh, en }
      : { 'zh-TW': `${zh}，承諾至 ${write(until)}`, en: `${en}, promised by ${write(until)}` };
  },
  PAUSE: ({ disasterId }) =>
    disasterId === undefined
      ? { 'zh-TW': '案件暫停計時', en: 'The clock stands still for the case' }
      : { 'zh-TW': '災害期間暫停計時', en: 'The clock stands still for a disaster' },
  RESUME: ({ disasterId }) =>
    disasterId === undefined
      ? { 'zh-TW': '案件不再暫停計時', en: 'The clock stands still for the case no more' }
      : { 'zh-TW': '不再因災害暫停計時', en: 'The clock stands still for a disaster no more' },
  EXTEND: ({ until }, write) => ({ 'zh-TW': `展期至 ${write(until)}`, en: `Extended to ${write(until)}` }),
  REPLAN: ({ calendarVersion }) => ({
    'zh-TW': `依第 ${calendarVersion} 版辦公日曆重新計算`,
    en: `Counted again by version ${calendarVersion} of the office calendar`,
  }),
  TRANSFER: ({ from, to }) =>
    from === null
      ? { 'zh-TW': `分派 ${to}，時間續計`, en: `Given to ${to}, the time runs on` }
      : { 'zh-TW': `由 ${from} 移轉 ${to}，時間續計`, en: `Passed from ${from} to ${to}, the time runs on` },
  STOP: () => ({ 'zh-TW': '停止計時', en: 'The clock stops' }),
  MERGE: ({ startedAt }, write) => ({
    'zh-TW': `合併他案，自 ${write(startedAt)} 起算`,
    en: `Answers for another case too, counted from ${write(startedAt)}`,
  }),
  UNMERGE: ({ startedAt }, write) => ({
    'zh-TW': `解除併案，自 ${write(startedAt)} 起算`,
    en: `Answers for the other case no more, counted from ${write(startedAt)}`,
  }),
  RECATEGORISE: ({ startedAt, from, to }, write) => ({
    'zh-TW': `改分類，時限由 ${slaText(from)['zh-TW']}改為 ${slaText(to)['zh-TW']}，自 ${write(startedAt)} 起算`,
    en: `Another category, ${slaText(to).en} instead of ${slaText(from).en}, counted from ${write(startedAt)}`,
  }),
  RESTORE: () => ({
    'zh-TW': '恢復獨立辦理，視同未曾停止計時',
    en: 'Stands on its own again, as if the clock had never stopped',
  }),
};

const UNITS: Record<SlaUnit, readonly [zh: string, en: string]> = {
  HOUR: ['小時', 'hour'],
  WORKING_HOUR: ['個辦公小時', 'working hour'],
  WORKING_DAY: ['個工作天', 'working day'],
  CALENDAR_DAY: ['個日曆天', 'calendar day'],
};

function slaText({ value, unit }: Sla): BilingualText {
  const [zh, en] = UNITS[unit];
  return { 'zh-TW': `${value} ${zh}`, en: `${value} ${en}${value === 1 ? '' : 's'}` };
}
