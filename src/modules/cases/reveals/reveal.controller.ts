import { Controller, Get, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor, ListOf, type Page, toPage } from '../../../platform/http/index.ts';
import { cursorOfReveal, RevealQuery, RevealView, toRevealCursor, toRevealView } from './reveal.dto.ts';
import { RevealReadModel } from './reveal.read-model.ts';

/** Who was shown whom. */
@Controller('reveals')
export class RevealController {
  constructor(
    private readonly reveals: RevealReadModel,
    private readonly time: CityTime,
  ) {}

  /** To whom who petitioned was shown, the newest first: by people of the supervisor's agencies, or by anybody. */
  @Get()
  @Allow('reveal.read')
  @ListOf(RevealView)
  async list(@CurrentActor() { scope }: Actor, @Query() query: RevealQuery): Promise<Page<RevealView>> {
    const filter = { caseNo: query.caseNo ?? null, scope };
    const rows = await this.reveals.list(filter, toRevealCursor(query.cursor), query.limit + 1);
    const page = toPage(rows, query.limit, cursorOfReveal, (row) => toRevealView(row, scope.all, (at) => this.time.write(at)));
    return query.count ? { ...page, total: await this.reveals.count(filter) } : page;
  }
}
