import fc from 'fast-check';
import { TAIPEI } from '../../../../test/support/calendars.ts';
import { type ClockStory, recategorisedIn, storiesIn, UNITS } from '../../../../test/support/clock-stories.ts';
import { addDays, dayOf } from '../../../kernel/civil-date.ts';
import { type BusinessCalendar, type DueExplanation, explain, type Sla } from '../../calendar/index.ts';
import { type ClockReading, replay } from './clock-ledger.ts';
import { ledgerLines } from './ledger-texts.ts';

interface Told {
  readonly reading: ClockReading;
  readonly calendar: BusinessCalendar;
  readonly explained: DueExplanation;
}

const tell = ({ entries, sla, calendarOf }: ClockStory): Told => {
  const reading = replay(entries, sla, calendarOf);
  const calendar = calendarOf(reading.calendarVersion);
  return { reading, calendar, explained: explain({ ...reading, standsStill: reading.state === 'PAUSED' }, calendar) };
};

const stories = fc.oneof(storiesIn(UNITS), recategorisedIn(UNITS));
/** In which the limit is counted, in a unit. */
const counted = (unit: Sla['unit']): fc.Arbitrary<Told> =>
  recategorisedIn([unit])
    .map(tell)
    .filter(({ reading }) => reading.promised === null);

const minutesOf = ({ days }: DueExplanation): number => days.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
const numbersOf = ({ days }: DueExplanation): number[] => days.flatMap(({ number }) => (number === null ? [] : [number]));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

test('whatever has moved it, the due instant of the ledger is explained by every day up to its own, once and in order', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const { reading, explained } = tell(story);
      expect(explained.dueAt).toEqual(reading.dueAt);
      const days = explained.days.map(({ day }) => day);
      expect(days.at(-1)).toBe(dayOf(reading.dueAt, TAIPEI));
      expect(days).toEqual(days.map((_, at) => addDays(days[0]!, at)));
      if (days.length > 1) expect(days[0]).toBe(dayOf(reading.startedAt, TAIPEI));
      expect(explained.days.filter(({ text }) => !/[\u4e00-\u9fff]/.test(text['zh-TW']) || !/[a-z]/.test(text.en))).toEqual([]);
    }),
  );
});

test('the minutes in which the clock ran add up to a limit of hours, whatever pauses and extensions there were', () => {
  fc.assert(
    fc.property(fc.oneof(counted('HOUR'), counted('WORKING_HOUR')), ({ reading, explained }) => {
      expect(minutesOf(explained)).toBe(reading.sla.value * 60);
    }),
  );
});

test('the counted days add up to a limit of calendar days, whatever pauses and extensions there were', () => {
  fc.assert(
    fc.property(counted('CALENDAR_DAY'), ({ reading, explained }) => {
      expect([numbersOf(explained), minutesOf(explained)]).toEqual([upTo(reading.sla.value), 0]);
    }),
  );
});

test('the counted days add up to a limit of working days, and after a pause the minutes to what was left', () => {
  fc.assert(
    fc.property(counted('WORKING_DAY'), ({ reading: { startedAt, sla, pauses }, explained, calendar }) => {
      const end = calendar.dueAt(startedAt, sla).at;
      const lost = pauses.find(({ from, to }) => from <= end && calendar.workingMinutesBetween(from, to) > 0);
      const whole = lost && calendar.workingDaysBetween(dayOf(startedAt, TAIPEI), addDays(dayOf(lost.from, TAIPEI), -1));
      expect(numbersOf(explained)).toEqual(upTo(Math.max(0, Math.min(whole ?? sla.value, sla.value))));
      expect(minutesOf(explained)).toBe(lost ? Math.round(calendar.workingMinutesBetween(lost.from, end)) : 0);
    }),
  );
});

test('nothing ran on a day that is told to have stood still, and without a pause there is none', () => {
  fc.assert(
    fc.property(stories.map(tell), ({ reading: { pauses }, explained: { days } }) => {
      const still = days.filter(({ part }) => part === 'PAUSED');
      expect(still.filter(({ number, minutes }) => number !== null || (minutes ?? 0) > 0)).toEqual([]);
      if (pauses.length === 0) expect(still).toEqual([]);
    }),
  );
});

test('every line of a ledger is told in both languages, with the due instant wherever it changed', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const lines = ledgerLines(tell(story).reading, TAIPEI);
      lines.forEach(({ entry, dueAt, text }, i) => {
        const moved = entry.kind === 'START' || lines[i - 1]!.dueAt.getTime() !== dueAt.getTime();
        expect([text['zh-TW'].includes('，期限'), text.en.includes(', due ')]).toEqual([moved, moved]);
        expect(text['zh-TW']).toMatch(/^[\u4e00-\u9fff]/);
        if (moved) expect(text['zh-TW']).toContain(dayOf(dueAt, TAIPEI));
      });
    }),
  );
});
