import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../kernel/errors.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Catalog, type Category, isOffered } from '../../catalog/index.ts';
import type { Decision } from '../../routing/index.ts';
import { CaseReadModel } from '../case.read-model.ts';
import type { Call } from '../domain/call.ts';
import type { RecategorisingCommand } from '../domain/recategorising.ts';
import { Rerouter, type Route } from './rerouter.service.ts';

/** What somebody wants. */
interface Wanted {
  readonly categoryCode: string;
  readonly reason: string;
}

/** The command, and the decision of the rules that it stands on. */
export interface Recategorisation {
  readonly decision: Decision;
  readonly command: RecategorisingCommand;
}

/** Finds out what another category means for a case. */
@Injectable()
export class RecategoriseDesk {
  constructor(
    private readonly database: Database,
    private readonly reader: CaseReadModel,
    private readonly catalog: Catalog,
    private readonly router: Rerouter,
    private readonly time: CityTime,
  ) {}

  /** @throws CaseNotFound, InvalidInput when there is no such category */
  async look({ actor, caseNo }: Call, { categoryCode, reason }: Wanted): Promise<Recategorisation> {
    const category = this.catalog.find(categoryCode);
    if (!category || !isOffered(category, this.time.today())) throw unknownCategory();
    const { of } = await this.reader.get(actor, caseNo);
    const since = await this.reader.earliestReceipt(caseNo);
    const { decision, ...time } = await this.router.route(this.database, of, category, since);
    return { decision, command: commandOf(category, decision, time, reason) };
  }
}

function commandOf(
  { code, urgency, safetyHazard, confidential }: Category,
  { leadAgencyCode, coAgencyCodes, ruleId }: Decision,
  time: Omit<Route, 'decision'>,
  reason: string,
): RecategorisingCommand {
  return {
    type: 'recategorise',
    category: { code, urgency, safetyHazard, confidential },
    destination: leadAgencyCode === null ? null : { agencyCode: leadAgencyCode, coAgencyCodes, ruleId },
    ...time,
    reason,
  };
}

const unknownCategory = (): InvalidInput =>
  new InvalidInput([
    { field: 'categoryCode', code: 'category.unknown', text: { 'zh-TW': '沒有這個案件類別', en: 'there is no such category' } },
  ]);
