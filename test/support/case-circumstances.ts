import { Agencies } from '../../src/modules/agencies/index.ts';
import { AgencyRepository } from '../../src/modules/agencies/agency.repository.ts';
import { CaseCircumstances } from '../../src/modules/cases/case-circumstances.service.ts';
import { CityReplyRules } from '../../src/modules/cases/replies/reply-rules.service.ts';
import { Catalog } from '../../src/modules/catalog/index.ts';
import { CategoryRepository } from '../../src/modules/catalog/category.repository.ts';
import { type Clock, CityTime } from '../../src/platform/clock/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { NO_REPLY_BOOK } from './reply-book.ts';
import { SOMEWHERE } from './somewhere.ts';

/** What deciding about commands needs besides the case, in a city where nobody approves replies. */
export function caseCircumstances(database: Database, clock: Clock): CaseCircumstances {
  const agencies = new Agencies(database, new AgencyRepository(), clock);
  const catalog = new Catalog(database, new CategoryRepository(), clock);
  return new CaseCircumstances(clock, new CityReplyRules(NO_REPLY_BOOK, agencies, catalog, new CityTime(clock, SOMEWHERE)));
}
