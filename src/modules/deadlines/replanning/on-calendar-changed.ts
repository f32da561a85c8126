import type { Tx } from '../../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../../platform/facts/index.ts';
import type { CalendarChanged } from '../../calendar/index.ts';
import { Replannings } from './replanning.service.ts';

/** What is open is counted by the calendar in force. */
@On<CalendarChanged>('calendar.changed')
export class ReplanClocks implements Reaction<CalendarChanged> {
  constructor(private readonly replannings: Replannings) {}

  async react(tx: Tx, { data }: Stored<CalendarChanged>): Promise<void> {
    await this.replannings.hand(tx, data.version);
  }
}
