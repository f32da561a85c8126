import { Controller, Delete, Get, HttpCode, HttpStatus, Param, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor, ListOf, type Page, pageOfRows, PageQuery } from '../../../platform/http/index.ts';
import { MySessionView, SessionId, toMySessionView } from './my-session.dto.ts';
import { MySessions } from './my-session.service.ts';

/** Where one is signed in. */
@Controller('me/sessions')
export class MySessionController {
  constructor(
    private readonly sessions: MySessions,
    private readonly time: CityTime,
  ) {}

  /** My sessions, the latest used first. */
  @Get()
  @Allow('account.self')
  @ListOf(MySessionView)
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<Page<MySessionView>> {
    const rows = await this.sessions.list(actor);
    return pageOfRows(
      rows,
      query,
      ({ id }) => id,
      (session) => toMySessionView(session, actor.sessionId, (at) => this.time.write(at)),
    );
  }

  /** End all my sessions but this one. */
  @Delete()
  @Allow('account.self')
  @HttpCode(HttpStatus.NO_CONTENT)
  endOthers(@CurrentActor() actor: Actor): Promise<void> {
    return this.sessions.endOthers(actor);
  }

  /** End one of my sessions. */
  @Delete(':sessionId')
  @Allow('account.self')
  @HttpCode(HttpStatus.NO_CONTENT)
  end(@CurrentActor() actor: Actor, @Param('sessionId', SessionId) sessionId: string): Promise<void> {
    return this.sessions.end(actor, sessionId);
  }
}
