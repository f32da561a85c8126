import type { Tx } from '../../../platform/database/index.ts';
import { On, type Reaction } from '../../../platform/facts/index.ts';
import type { CalendarChanged } from '../../calendar/index.ts';
import { ReopenClocks } from './reopen-clock.service.ts';

/** Who decides about a request to reopen has the office time that there is. */
@On<CalendarChanged>('calendar.changed')
export class RecountRequests implements Reaction<CalendarChanged> {
  constructor(private readonly clocks: ReopenClocks) {}

  react(tx: Tx): Promise<void> {
    return this.clocks.recount(tx);
  }
}
