import { AgencyRepository } from '../../src/modules/agencies/agency.repository.ts';
import { Agencies } from '../../src/modules/agencies/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { SetClock } from './set-clock.ts';

/** The agencies of a database, as they are when they are refreshed. */
export const agenciesOf = (database: Database, now: Date): Agencies =>
  new Agencies(database, new AgencyRepository(), new SetClock(now));
