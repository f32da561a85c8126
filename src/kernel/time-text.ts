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
