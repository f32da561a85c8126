import { type CivilDate, wallClock, weekday } from '../../../kernel/civil-date.ts';
import type { Place } from '../../geography/index.ts';
import type { Channel, Nature } from './rule.ts';
import { weekMinute } from './week-hours.ts';

/** Where it happened, as far as it is known. */
export type RoutingPlace = Omit<Place, 'point'>;
export type Reason = Place['reasons'][number];
/** How near the place is to another district, in metres. */
export type Border = NonNullable<Place['border']>;

/** An instant as the city's calendar and clock show it. */
export interface Moment {
  readonly day: CivilDate;
  /** Minutes since Sunday 00:00. */
  readonly weekMinute: number;
}

/** All that a decision looks at. */
export interface RoutingFacts {
  readonly category: { readonly code: string; readonly groupCode: string } | null;
  readonly place: RoutingPlace | null;
  readonly channel: Channel;
  readonly nature: Nature | null;
  readonly answers: Readonly<Record<string, string>>;
  readonly moment: Moment;
}

export function momentOf(at: Date, timeZone: string): Moment {
  const { day, minute } = wallClock(at, timeZone);
  return { day, weekMinute: weekMinute(weekday(day), minute) };
}

/** The moments of a city. Cases come one after the other, so the last minute is remembered: asking the time zone takes longer than deciding. */
export class CityMoments {
  private minute = NaN;
  private last: Moment | null = null;

  constructor(private readonly timeZone: string) {}

  at(instant: Date): Moment {
    const minute = Math.floor(instant.getTime() / MINUTE_MS); // no zone changes its offset within a minute
    if (this.last === null || minute !== this.minute) {
      this.last = momentOf(instant, this.timeZone);
      this.minute = minute;
    }
    return this.last;
  }
}

const MINUTE_MS = 60_000;
