import { Controller, Get, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import { nextDay } from '../../kernel/civil-date.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { City } from '../../platform/config/index.ts';
import { Allow, CurrentActor, ListOf, type Page, toPage } from '../../platform/http/index.ts';
import {
  beginningOf,
  cursorOfPrecedent,
  PrecedentQuery,
  PrecedentView,
  ReroutingQuery,
  type ReroutingsView,
  toPeriod,
  toPrecedentCursor,
  toPrecedentView,
} from './rerouting.dto.ts';
import { ReroutingReadModel } from './rerouting.read-model.ts';
import { Reroutings } from './rerouting.service.ts';

/** Disputes about who is responsible: what was ruled, and what they cost. */
@Controller()
export class ReroutingController {
  constructor(
    private readonly disputes: ReroutingReadModel,
    private readonly costs: Reroutings,
    private readonly time: CityTime,
    private readonly city: City,
  ) {}

  /** Rulings of the city's level that concern the caller, the newest first, each with the routing rule it amounts to. */
  @Get('precedents')
  @Allow('precedent.read')
  @ListOf(PrecedentView)
  async precedents(@CurrentActor() { scope }: Actor, @Query() query: PrecedentQuery): Promise<Page<PrecedentView>> {
    const category = query.category ?? null;
    const rows = await this.disputes.precedents(scope, category, toPrecedentCursor(query.cursor), query.limit + 1);
    const page = toPage(rows, query.limit, cursorOfPrecedent, (row) => toPrecedentView(row, (at) => this.time.write(at)));
    return query.count ? { ...page, total: await this.disputes.countPrecedents(scope, category) } : page;
  }

  /** How often the agencies handed cases on, and how much time that took. */
  @Get('reroutings')
  @Allow('rerouting.read')
  async reroutings(@CurrentActor() { scope }: Actor, @Query() query: ReroutingQuery): Promise<ReroutingsView> {
    const { from, to } = toPeriod(query, this.time.today());
    const begin = (day: typeof from): Date => beginningOf(day, this.city.timeZone);
    return { from, to, items: await this.costs.of({ from: begin(from), until: begin(nextDay(to)), scope }) };
  }
}
