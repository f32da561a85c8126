import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { type Settings, SETTINGS_TOKEN } from '../../platform/config/index.ts';
import { Database } from '../../platform/database/index.ts';
import { Allow, CurrentActor, ListOf, type Page, toPage } from '../../platform/http/index.ts';
import { Carriers } from './carriers.service.ts';
import { cursorOfEntry, OutboxEntryView, OutboxQuery, toOutboxCursor, toOutboxEntryView, toOutboxFilter } from './message.dto.ts';
import { MessageReadModel } from './message.read-model.ts';

@Controller('outbox')
export class MessageController {
  constructor(
    private readonly messages: MessageReadModel,
    private readonly database: Database,
    private readonly carriers: Carriers,
    private readonly time: CityTime,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** Messages captured, sent, waiting, left to a person or not sent, the newest first. */
  @Get()
  @Allow('outbox.read')
  @ListOf(OutboxEntryView)
  async list(@CurrentActor() { scope }: Actor, @Query() query: OutboxQuery): Promise<Page<OutboxEntryView>> {
    // In production even what could not leave is nobody's to read: a link in it opens somebody else's account.
    const reader = { readable: this.carriers.captures && !this.settings.production, scope };
    const filter = toOutboxFilter(query, reader);
    const rows = await this.messages.list(this.database, filter, toOutboxCursor(query.cursor), query.limit + 1);
    const page = toPage(rows, query.limit, cursorOfEntry, (row) => toOutboxEntryView(row, reader, (at) => this.time.write(at)));
    return query.count ? { ...page, total: await this.messages.count(this.database, filter) } : page;
  }
}
