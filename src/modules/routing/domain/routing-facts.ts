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
