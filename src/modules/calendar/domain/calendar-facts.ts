import type { CivilDate } from '../../../kernel/civil-date.ts';
import type { Fact } from '../../../kernel/fact.ts';

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

/** A database holds one city, so what happens to the city as a whole has one subject. */
const THE_CITY = '00000000-0000-0000-0000-000000000000';

export const calendarChanged = (data: CalendarChanged['data']): CalendarChanged => ({
  type: 'calendar.changed',
  subject: { kind: 'city', id: THE_CITY },
  data,
});
