import { type CivilDate, weekday } from '../../../kernel/civil-date.ts';
import type { BilingualText } from '../../../kernel/errors.ts';
import { hourText, timeText, wallText } from '../../../kernel/time-text.ts';
import { type DayRule, MINUTES_OF_DAY } from './day-rule.ts';
import type { Sla } from './sla.ts';

/**
 * What a day is to a time limit. `RECEIPT` is the first day, from which it is counted; on a day that is `PAUSED` the clock stood still,
 * and nothing ran; `ROLLED` is the day to which an end without office was moved.
 */
export type DayPart = 'RECEIPT' | 'COUNTED' | 'WEEKEND' | 'HOLIDAY' | 'CLOSURE' | 'MAKE_UP' | 'PAUSED' | 'ROLLED';

/** One day of an explanation, before it is put into words. */
export interface DayFacts {
  readonly day: CivilDate;
  readonly part: DayPart;
  /** Which of the counted days this is, from 1; null when the day is not counted, and in limits of hours. */
  readonly number: number | null;
  /**
   * Whole minutes that ran on this day, rounded so that all days add up: of a limit of hours, and of one of working days from the first
   * pause on. Null in limits of days before that.
   */
  readonly minutes: number | null;
  /** Whole minutes for which the clock stood still, where minutes are told. */
  readonly still: number | null;
  /** On the day of the first pause of a limit of working days: the whole minutes of office time that were left. Null on all others. */
  readonly left: number | null;
}

/** An end that somebody named. */
export interface NamedEnd {
  readonly part: 'PROMISED' | 'EXTENDED';
  readonly until: Date;
  /** Whether pauses have moved it since. */
  readonly movedSince: boolean;
}

/** The sentence beside a day on which nothing is counted, because the end was named. */
export function namedEndText({ part, until, movedSince }: NamedEnd, timeZone: string): BilingualText {
  const [zh, en] = part === 'PROMISED' ? ['承諾至', 'Promised by'] : ['展期至', 'Extended to'];
  const end = wallText(until, timeZone);
  const text = { 'zh-TW': `${zh} ${end}`, en: `${en} ${end}` };
  return movedSince ? noted(text, { 'zh-TW': '另補回其後暫停的時間', en: 'and the time given back for pauses since' }) : text;
}

const WEEKDAYS_ZH = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const;
const WEEKDAYS_EN = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** The sentence beside a day: what it is, how far it counts, the words of its announcement, and whether it was only assumed. */
export function dayText(facts: DayFacts, sla: Sla, rule: DayRule): BilingualText {
  const main = SENTENCES[facts.part](facts, sla);
  const notes = [stoodStill(facts), left(facts), remark(facts.part, rule), openHours(facts.part, rule), assumption(sla, rule)];
  return notes.filter((note) => note !== null).reduce(noted, main);
}

/** A sentence with something said in addition. */
export const noted = (text: BilingualText, note: BilingualText): BilingualText => ({
  'zh-TW': `${text['zh-TW']}（${note['zh-TW']}）`,
  en: `${text.en} (${note.en})`,
});

const SENTENCES: Record<DayPart, (facts: DayFacts, sla: Sla) => BilingualText> = {
  RECEIPT: ({ minutes }) =>
    minutes === null
      ? { 'zh-TW': '始日，不計入', en: 'First day, not counted' }
      : { 'zh-TW': `始日，計 ${timeText(minutes)['zh-TW']}`, en: `First day, ${timeText(minutes).en} counted` },
  COUNTED: (facts, sla) => counted(facts, sla),
  MAKE_UP: (facts, sla) => {
    const text = counted(facts, sla);
    return { 'zh-TW': `補行上班，${text['zh-TW']}`, en: `Make-up working day, ${text.en.toLowerCase()}` };
  },
  WEEKEND: ({ day }) => ({ 'zh-TW': `${WEEKDAYS_ZH[weekday(day)]!}，不計入`, en: `${WEEKDAYS_EN[weekday(day)]!}, not counted` }),
  HOLIDAY: () => ({ 'zh-TW': '放假日，不計入', en: 'Holiday, not counted' }),
  CLOSURE: () => ({ 'zh-TW': '停止上班，不計入', en: 'Office closed, not counted' }),
  PAUSED: ({ still }) =>
    still === null
      ? { 'zh-TW': '暫停計時', en: 'The clock stood still' }
      : { 'zh-TW': `暫停計時 ${timeText(still)['zh-TW']}`, en: `The clock stood still for ${timeText(still).en}` },
  ROLLED: () => ({
    'zh-TW': '期限末日未上班至下班時間，順延至本日',
    en: 'The office was not open at the end of the limit, which moves to this day',
  }),
};

function counted({ number, minutes }: DayFacts, sla: Sla): BilingualText {
  if (minutes !== null) return { 'zh-TW': `計 ${timeText(minutes)['zh-TW']}`, en: `${timeText(minutes).en} counted` };
  const [zh, en] = sla.unit === 'CALENDAR_DAY' ? ['日曆天', 'Calendar day'] : ['工作天', 'Working day'];
  return { 'zh-TW': `第 ${number!} 個${zh}，共 ${sla.value} 個`, en: `${en} ${number!} of ${sla.value}` };
}

function stoodStill({ part, still }: DayFacts): BilingualText | null {
  if (part === 'PAUSED' || still === null || still === 0) return null;
  const time = timeText(still);
  return { 'zh-TW': `暫停 ${time['zh-TW']}`, en: `stood still for ${time.en}` };
}

function left({ left: minutes }: DayFacts): BilingualText | null {
  if (minutes === null) return null;
  const time = timeText(minutes);
  return {
    'zh-TW': `尚餘辦公時間 ${time['zh-TW']}，自此按時計算`,
    en: `${time.en} of office time left, counted by the hour from here on`,
  };
}

/** The announcement's own words stay in the language in which they were published. */
function remark(part: DayPart, rule: DayRule): BilingualText | null {
  return rule.remark === '' || part === 'WEEKEND' ? null : { 'zh-TW': rule.remark, en: rule.remark };
}

function openHours(part: DayPart, { open }: DayRule): BilingualText | null {
  if (open === undefined || part === 'ROLLED') return null;
  const [from, to] = [hourText(open.from), hourText(open.to)];
  if (open.from === 0) return { 'zh-TW': `${to} 起停止上班`, en: `closed from ${to}` };
  if (open.to === MINUTES_OF_DAY) return { 'zh-TW': `${from} 起上班`, en: `open from ${from}` };
  return { 'zh-TW': `${from} 至 ${to} 上班`, en: `open from ${from} to ${to}` };
}

/** Hours that run day and night do not care about the office's calendar. */
function assumption(sla: Sla, rule: DayRule): BilingualText | null {
  if (rule.source !== 'ASSUMED' || sla.unit === 'HOUR') return null;
  return { 'zh-TW': '辦公日曆尚未公告，暫以星期一至五上班推定', en: 'no office calendar published; Monday to Friday assumed' };
}
