import { Body, Controller, Get, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import { CityTime } from '../../platform/clock/index.ts';
import {
  Allow,
  type Answered,
  CurrentActor,
  IdempotencyKeyHeader,
  ListOf,
  MakesOnce,
  type Page,
  ReplayedHeader,
  toPage,
} from '../../platform/http/index.ts';
import { DisasterDesk } from './disaster-desk.service.ts';
import { DisasterSwitch } from './disaster-switch.service.ts';
import {
  type CurrentDisasterView,
  cursorOfDisaster,
  DisasterId,
  DisasterQuery,
  DisasterView,
  EndDisasterDto,
  StartDisasterDto,
  toDisasterCursor,
  toDisasterView,
  toPlan,
} from './disaster.dto.ts';
import { DisasterReadModel } from './disaster.read-model.ts';
import type { Disaster } from './domain/disaster.ts';

@Controller('disasters')
export class DisasterController {
  constructor(
    private readonly desk: DisasterDesk,
    private readonly toggle: DisasterSwitch,
    private readonly reader: DisasterReadModel,
    private readonly time: CityTime,
  ) {}

  /**
   * Let the city work as in a disaster: tell whoever petitions, lengthen or suspend service levels, send categories to the emergency
   * desk. One at a time; ends by itself when `until` has come.
   */
  @Post()
  @Allow('disaster.switch')
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(DisasterView)
  start(
    @CurrentActor() actor: Actor,
    @IdempotencyKeyHeader() key: string | null,
    @Body() sent: StartDisasterDto,
  ): Promise<Answered<DisasterView>> {
    return this.desk.start(actor, { key, sent, plan: toPlan(sent), answer: (disaster) => this.show(disaster) });
  }

  /** All there were, the latest first, with what each of them changed. */
  @Get()
  @Allow('disaster.read')
  @ListOf(DisasterView)
  async list(@Query() query: DisasterQuery): Promise<Page<DisasterView>> {
    const rows = await this.reader.list(toDisasterCursor(query.cursor), query.limit + 1);
    const page = toPage(rows, query.limit, cursorOfDisaster, (row) => this.show(row));
    return query.count ? { ...page, total: await this.reader.count() } : page;
  }

  /** The one that is on now; null on ordinary days. */
  @Get('current')
  @Allow('disaster.read')
  async current(): Promise<CurrentDisasterView> {
    const disaster = await this.reader.current();
    return { disaster: disaster && this.show(disaster) };
  }

  /** End it now. What was suspended goes on; what was lengthened or sent to the emergency desk meanwhile stays so. */
  @Post(':id/end')
  @HttpCode(200)
  @Allow('disaster.switch')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', DisasterId) id: string,
    @Body() { reason }: EndDisasterDto,
  ): Promise<DisasterView> {
    return this.show(await this.toggle.end(actor, id, reason));
  }

  private show(disaster: Disaster): DisasterView {
    return toDisasterView(disaster, this.time.now(), (at) => this.time.write(at));
  }
}
