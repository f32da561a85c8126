import { wallClock } from './civil-date.ts';
import type { BilingualText } from './errors.ts';

/** A length of time in words. @param minutes zero or more, cut to whole ones */
export function timeText(minutes: number): BilingualText {
  const whole = Math.floor(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  const inWords = (hour: string, minute: string): string =>
    [hours > 0 ? `${hours} ${hour}` : '', rest > 0 || hours === 0 ? `${rest} ${minute}` : '']
      .filter((part) => part !== '')
      .join(' ');
  return { 'zh-TW': inWords('小時', '分鐘'), en: inWords('h', 'min') };
}

/** The time that a clock on the wall shows. @param minute of the day, 0–1440 */
export const hourText = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** The day and the time that a clock on the wall of the city shows at an instant, `2026-11-20 17:30`. */
export function wallText(at: Date, timeZone: string): string {
  const { day, minute } = wallClock(at, timeZone);
  return `${day} ${hourText(minute)}`;
}

const two = (part: number): string => String(part).padStart(2, '0');
