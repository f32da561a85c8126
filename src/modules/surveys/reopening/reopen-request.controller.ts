import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime, Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Allow, CurrentActor, ListOf, type Page, toPage } from '../../../platform/http/index.ts';
import type { Decision } from './domain/reopen-request.ts';
import { ReopenDesk } from './reopen-desk.service.ts';
import {
  cursorOfRequest,
  DecideReopeningDto,
  ReopenRequestId,
  ReopenRequestQuery,
  ReopenRequestView,
  toReopenRequestView,
  toRequestCursor,
  toRequestFilter,
} from './reopen-request.dto.ts';
import { type ListedRequest, ReopenRequestReadModel } from './reopen-request.read-model.ts';

@Controller('reopen-requests')
export class ReopenRequestController {
  constructor(
    private readonly reader: ReopenRequestReadModel,
    private readonly desk: ReopenDesk,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly time: CityTime,
  ) {}

  /** What citizens who are not satisfied ask for, the earliest due first. */
  @Get()
  @Allow('reopening.read')
  @ListOf(ReopenRequestView)
  async list(@CurrentActor() { scope }: Actor, @Query() query: ReopenRequestQuery): Promise<Page<ReopenRequestView>> {
    const filter = toRequestFilter(query);
    const rows = await this.reader.list(this.database, scope, filter, toRequestCursor(query.cursor), query.limit + 1);
    const page = toPage(rows, query.limit, cursorOfRequest, (row) => this.show(row));
    return query.count ? { ...page, total: await this.reader.count(this.database, scope, filter) } : page;
  }

  /** Opens the case again. Its clock goes on, and its next closing asks nobody again. */
  @Post(':id/approve')
  @HttpCode(200)
  @Allow('reopening.decide')
  approve(
    @CurrentActor() actor: Actor,
    @Param('id', ReopenRequestId) id: string,
    @Body() { note }: DecideReopeningDto,
  ): Promise<ReopenRequestView> {
    return this.decide(actor, id, 'APPROVED', note);
  }

  /** Leaves the case closed. The petitioner is told, with the note. */
  @Post(':id/reject')
  @HttpCode(200)
  @Allow('reopening.decide')
  reject(
    @CurrentActor() actor: Actor,
    @Param('id', ReopenRequestId) id: string,
    @Body() { note }: DecideReopeningDto,
  ): Promise<ReopenRequestView> {
    return this.decide(actor, id, 'REJECTED', note);
  }

  private async decide(actor: Actor, id: string, decision: Decision, note: string): Promise<ReopenRequestView> {
    await this.desk.decide(actor, id, decision, note);
    return this.show(await this.reader.get(this.database, actor.scope, id));
  }

  private show(request: ListedRequest): ReopenRequestView {
    return toReopenRequestView(request, this.clock.now(), (at) => this.time.write(at));
  }
}
