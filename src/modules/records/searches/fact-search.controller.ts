import { Controller, Get, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor, ListOf, type Page, toPage } from '../../../platform/http/index.ts';
import { cursorOfFact, FactQuery, FactView, toFactCursor, toFactQuestion, toFactView } from './fact-search.dto.ts';
import { FactSearch } from './fact-search.service.ts';

@Controller('audit/facts')
export class FactSearchController {
  constructor(
    private readonly search: FactSearch,
    private readonly time: CityTime,
  ) {}

  /** What happened, the newest first. That somebody searched is recorded too. */
  @Get()
  @Allow('audit.read')
  @ListOf(FactView)
  async find(@CurrentActor() actor: Actor, @Query() query: FactQuery): Promise<Page<FactView>> {
    const page = { after: toFactCursor(query.cursor), limit: query.limit + 1 };
    const rows = await this.search.find(actor, toFactQuestion(query), page);
    return toPage(rows, query.limit, cursorOfFact, (row) => toFactView(row, (at) => this.time.write(at)));
  }
}
