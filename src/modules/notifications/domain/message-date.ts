import { wallClock, weekday } from '../../../kernel/civil-date.ts';
import type { Language } from './language.ts';

const DAYS_ZH = ['日', '一', '二', '三', '四', '五', '六'];
const DAYS_EN = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const two = (n: number): string => String(n).padStart(2, '0');

/** An instant as a letter writes it: `2026年11月20日（五）09:30`, `Fri, 20 November 2026, 09:30`. */
export function writeInstant(at: Date, timeZone: string, language: Language): string {
  const { day, minute } = wallClock(at, timeZone);
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  if (language === 'en') return `${DAYS_EN[weekday(day)]!}, ${date} ${MONTHS_EN[month - 1]!} ${year}, ${time}`;
  return `${year}年${month}月${date}日（${DAYS_ZH[weekday(day)]!}）${time}`;
}
