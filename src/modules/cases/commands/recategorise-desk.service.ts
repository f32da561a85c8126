import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../kernel/errors.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Catalog, type Category, isOffered } from '../../catalog/index.ts';
import { CaseReadModel } from '../case.read-model.ts';
import type { Call } from '../domain/call.ts';
import type { Case } from '../domain/case.ts';
import { Rerouter, type Route } from './rerouter.service.ts';

/** What a case of another category is to be: where it goes and what time it has. */
export interface Recategorisation extends Route {
  readonly category: Category;
  readonly of: Case;
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
  async look({ actor, caseNo }: Call, categoryCode: string): Promise<Recategorisation> {
    const category = this.catalog.find(categoryCode);
    if (!category || !isOffered(category, this.time.today())) throw unknownCategory();
    const { of } = await this.reader.get(actor, caseNo);
    return { of, category, ...(await this.router.route(this.database, of, category)) };
  }
}

const unknownCategory = (): InvalidInput =>
  new InvalidInput([
    { field: 'categoryCode', code: 'category.unknown', text: { 'zh-TW': '沒有這個案件類別', en: 'there is no such category' } },
  ]);
