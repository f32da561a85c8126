import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { IdentityViews } from '../../petitions/index.ts';
import { type CallCursor, type CallFilter, SurveyCallReadModel, type WaitingCalls } from './survey-call.read-model.ts';

interface PageSize {
  readonly limit: number;
  readonly count: boolean;
}

/** Who waits to be called now. */
@Injectable()
export class SurveyCallList {
  constructor(
    private readonly calls: SurveyCallReadModel,
    private readonly views: IdentityViews,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What an operator is to call: names and numbers in full, for they dial them, and a record that they saw them. */
  async forOperator(actor: Actor, after: CallCursor | null, page: PageSize): Promise<WaitingCalls> {
    const waiting = await this.waiting({ by: 'OPERATOR', scope: actor.scope }, after, page);
    const shown = waiting.rows.slice(0, page.limit);
    const views = shown.map(({ id, petitionId }) => ({ petitionId, ground: 'SURVEY_CALL' as const, groundId: id }));
    await this.views.record(actor, views);
    return waiting;
  }

  async waiting(whose: Omit<CallFilter, 'at'>, after: CallCursor | null, { limit, count }: PageSize): Promise<WaitingCalls> {
    const filter = { ...whose, at: this.clock.now() };
    const rows = await this.calls.waiting(this.database, filter, after, limit + 1);
    return { rows, total: count ? await this.calls.count(this.database, filter) : null };
  }
}
