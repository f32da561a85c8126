import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { Allow, CurrentActor, ListOf, type Page, toPage } from '../../platform/http/index.ts';
import { CaseNumber } from '../cases/index.ts';
import { ClockExplanations } from './clock-explanation.service.ts';
import { type ClockView, ReminderQuery, ReminderView, toClockView, toReminderCursor, toReminderView } from './clock.dto.ts';
import { ClockReadModel } from './clock.read-model.ts';

@Controller()
export class ClockController {
  constructor(
    private readonly reader: ClockReadModel,
    private readonly explanations: ClockExplanations,
    private readonly time: CityTime,
  ) {}

  /** Why the case is due when it is due: every entry of the ledger and every counted day, and which agency held the time. */
  @Get('cases/:caseNo/clock')
  @Allow('case.read')
  async clock(@CurrentActor() actor: Actor, @Param('caseNo', CaseNumber) caseNo: string): Promise<ClockView> {
    const { clockwork, legs } = await this.reader.clockOf(actor, caseNo);
    return toClockView(caseNo, clockwork && (await this.explanations.explain(clockwork, legs)), (at) => this.time.write(at));
  }

  /** The reminders and escalations that were sent. */
  @Get('reminders')
  @Allow('reminder.read')
  @ListOf(ReminderView)
  async reminders(
    @CurrentActor() actor: Actor,
    @Query() { caseNo, cursor, limit, count }: ReminderQuery,
  ): Promise<Page<ReminderView>> {
    const about = caseNo ?? null;
    const rows = await this.reader.reminders(actor, { caseNo: about, after: toReminderCursor(cursor), limit });
    const page = toPage(
      rows,
      limit,
      (row) => [row.sentAt.toISOString(), row.id],
      (row) => toReminderView(row, (at) => this.time.write(at)),
    );
    return count ? { ...page, total: await this.reader.countReminders(actor, about) } : page;
  }
}
