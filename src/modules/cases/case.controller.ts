import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import { Allow, CurrentActor, ListOf, type Page, toPage, VersionETag } from '../../platform/http/index.ts';
import { CaseQuery, placeInList, toCaseFilter, toCasePage } from './case.dto.ts';
import { CaseNames } from './case-names.service.ts';
import { CaseReadModel, type NamedCase, usualSort } from './case.read-model.ts';
import { CaseNumber, CaseView, toCaseView } from './case-view.dto.ts';

@Controller('cases')
@UseInterceptors(VersionETag)
export class CaseController {
  constructor(
    private readonly reader: CaseReadModel,
    private readonly names: CaseNames,
  ) {}

  /** The caller's cases; with `access`, those that the caller may read in another way. */
  @Get()
  @Allow('case.read')
  @ListOf(CaseView)
  async list(@CurrentActor() actor: Actor, @Query() query: CaseQuery): Promise<Page<CaseView>> {
    const filter = toCaseFilter(query);
    const sort = query.sort ?? usualSort(filter);
    const rows = await this.reader.list(actor, filter, toCasePage(query, sort));
    const page = toPage(
      rows,
      query.limit,
      ({ of }) => placeInList(of, sort),
      (row) => this.show(row),
    );
    return query.count ? { ...page, total: await this.reader.count(actor, filter) } : page;
  }

  /** One case, with the commands that are open to it; for those who do not work on it, what `access` leaves of it. */
  @Get(':caseNo')
  @Allow('case.read')
  async get(@CurrentActor() actor: Actor, @Param('caseNo', CaseNumber) caseNo: string): Promise<CaseView> {
    return this.show(await this.reader.look(actor, caseNo));
  }

  private show({ of, handlers, ...same }: NamedCase): CaseView {
    return toCaseView({ of, around: this.names.around(of, handlers), ...same });
  }
}
