import type { Tx } from '../../../platform/database/index.ts';
import { On, type Reaction } from '../../../platform/facts/index.ts';
import type { CalendarChanged } from '../../calendar/index.ts';
import { ReturnClocks } from './return-clock.service.ts';

/** Who decides about a case that was given back has the office time that there is. */
@On<CalendarChanged>('calendar.changed')
export class RecountReturns implements Reaction<CalendarChanged> {
  constructor(private readonly returns: ReturnClocks) {}

  react(tx: Tx): Promise<void> {
    return this.returns.recount(tx);
  }
}
