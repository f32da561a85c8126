import type { CivilDate } from '../../../kernel/civil-date.ts';
import { type Fact, THE_CITY } from '../../../kernel/fact.ts';

/** A new version of the office calendar is in force. */
export type CalendarChanged = Fact<
  'calendar.changed',
  {
    readonly version: number;
    readonly by: 'ANNOUNCEMENT' | 'IMPORT' | 'PACK';
    /** The announced day; null when whole years were published. */
    readonly day: CivilDate | null;
    /** For which districts it was announced; null: for the whole city. */
    readonly districtCodes: readonly string[] | null;
    readonly reason: string;
  }
>;

export const calendarChanged = (data: CalendarChanged['data']): CalendarChanged => ({
  type: 'calendar.changed',
  subject: { kind: 'city', id: THE_CITY },
  data,
});
