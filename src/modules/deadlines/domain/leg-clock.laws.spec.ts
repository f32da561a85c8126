import fc from 'fast-check';
import { type ClockStory, HOUR_MS, storiesIn, UNITS } from '../../../../test/support/clock-stories.ts';
import { type ClockReading, replay } from './clock-ledger.ts';
import { type Leg, legClocks } from './leg-clock.ts';

/** Legs one after another, with time in which nobody leads; the last one may still have the case. */
const leads = fc.array(
  fc.record({ gap: fc.integer({ min: 0, max: 30 }), hours: fc.integer({ min: 0, max: 200 }), accepts: fc.boolean() }),
  { minLength: 1, maxLength: 5 },
);
const helps = fc.record({
  after: fc.integer({ min: -50, max: 400 }),
  hours: fc.integer({ min: 0, max: 300 }),
  end: fc.constantFrom('ANSWERED' as const, 'WAIVED' as const, 'ACCEPTED' as const),
});
const hours = (at: Date, count: number): Date => new Date(at.getTime() + count * HOUR_MS);

const LEG: Omit<Leg, 'assignedAt' | 'dueAt'> = {
  ...{ id: 'leg', agencyCode: 'A', role: 'LEAD', status: 'ASSIGNED', handlerId: null },
  ...{ acceptedAt: null, answer: null, answeredAt: null, proposedAgencyCode: null, endedAt: null },
};

function leadLegs(
  reading: ClockReading,
  wanted: readonly { gap: number; hours: number; accepts: boolean }[],
  open: boolean,
): Leg[] {
  let at = reading.lines[0]!.entry.at;
  return wanted.map((each, i) => {
    const assignedAt = hours(at, each.gap);
    const endedAt = open && i === wanted.length - 1 ? null : hours(assignedAt, each.hours);
    at = endedAt ?? assignedAt;
    const acceptedAt = each.accepts ? hours(assignedAt, each.hours / 2) : null;
    return { ...LEG, status: endedAt ? 'TRANSFERRED' : 'ASSIGNED', assignedAt, acceptedAt, endedAt, dueAt: reading.dueAt };
  });
}

function helperLeg(
  reading: ClockReading,
  { after, hours: length, end }: { after: number; hours: number; end: Leg['status'] },
): Leg {
  const assignedAt = hours(reading.lines[0]!.entry.at, after);
  const over = hours(assignedAt, length);
  const ends = end === 'ANSWERED' ? { answeredAt: over } : end === 'WAIVED' ? { endedAt: over } : {};
  return { ...LEG, role: 'CO_HANDLER', status: end, assignedAt, dueAt: reading.dueAt, ...ends };
}

const read = ({ entries, sla, calendarOf }: ClockStory): ClockReading => replay(entries, sla, calendarOf);
const later = ({ entries }: ClockStory, after: number): Date => hours(entries.at(-1)!.at, after);
const nows = fc.integer({ min: 0, max: 300 });

test('what the leading legs held, and what nobody held, is all the time of the case, to the minute', () => {
  fc.assert(
    fc.property(storiesIn(UNITS), leads, nows, fc.boolean(), (story, wanted, after, open) => {
      const reading = read(story);
      const now = later(story, after);
      const legs = leadLegs(reading, wanted, open).filter(({ assignedAt, endedAt }) => (endedAt ?? assignedAt) <= now);
      const held = legClocks(legs, reading, now);
      const sum = held.legs.reduce((total, leg) => total + leg.heldMinutes, held.unheldMinutes);
      expect(sum).toBe(held.ranMinutes);
      for (const minutes of [held.unheldMinutes, ...held.legs.map((leg) => leg.heldMinutes)]) expect(minutes >= 0).toBe(true);
    }),
  );
});

test('the time of a case that one agency led from the first is held by that agency', () => {
  fc.assert(
    fc.property(storiesIn(UNITS), nows, (story, after) => {
      fc.pre(story.entries.every(({ kind }) => kind !== 'MERGE' && kind !== 'UNMERGE')); // counted from another case's receipt
      const reading = read(story);
      const [only] = leadLegs(reading, [{ gap: 0, hours: 0, accepts: false }], true);
      const { ranMinutes, unheldMinutes, legs } = legClocks([only!], reading, later(story, after));
      expect([unheldMinutes, legs[0]!.heldMinutes]).toEqual([0, ranMinutes]);
    }),
  );
});

test('invariant 9: the leg of a helper never runs longer than the case, nor without it, and is due no later', () => {
  fc.assert(
    fc.property(storiesIn(UNITS), helps, nows, (story, help, after) => {
      const reading = read(story);
      const leg = helperLeg(reading, help);
      const now = hours(leg.endedAt ?? leg.answeredAt ?? leg.assignedAt, after);
      const { ranMinutes, legs } = legClocks([leg], reading, now);
      const [{ heldMinutes, state, dueAt }] = legs as [(typeof legs)[number]];
      expect(heldMinutes <= ranMinutes).toBe(true);
      expect(state === 'RUNNING' && reading.state !== 'RUNNING').toBe(false);
      expect(dueAt <= reading.dueAt).toBe(true);
    }),
  );
});

test('a clock that stands still, or has stopped, charges nobody', () => {
  fc.assert(
    fc.property(storiesIn(UNITS), nows, nows, (story, after, more) => {
      const reading = read(story);
      fc.pre(reading.state !== 'RUNNING');
      const now = later(story, after);
      expect(reading.ranUntil(hours(now, more))).toBe(reading.ranUntil(now));
    }),
  );
});

test('a leg is accepted within the time that it was held', () => {
  fc.assert(
    fc.property(storiesIn(UNITS), leads, nows, (story, wanted, after) => {
      const reading = read(story);
      const now = later(story, after);
      const done = leadLegs(reading, wanted, false).filter(({ endedAt }) => endedAt! <= now);
      for (const { leg, acceptedAfterMinutes, heldMinutes } of legClocks(done, reading, now).legs) {
        if (leg.acceptedAt === null) expect(acceptedAfterMinutes).toBeNull();
        else expect(acceptedAfterMinutes! >= 0 && acceptedAfterMinutes! <= heldMinutes).toBe(true);
      }
    }),
  );
});
