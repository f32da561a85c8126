import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { type CallCursor, type CallFilter, SurveyCallReadModel, type WaitingCalls } from './survey-call.read-model.ts';

/** Who waits to be called now. */
@Injectable()
export class SurveyCallList {
  constructor(
    private readonly calls: SurveyCallReadModel,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async waiting(
    whose: Omit<CallFilter, 'at'>,
    after: CallCursor | null,
    { limit, count }: { readonly limit: number; readonly count: boolean },
  ): Promise<WaitingCalls> {
    const filter = { ...whose, at: this.clock.now() };
    const rows = await this.calls.waiting(this.database, filter, after, limit + 1);
    return { rows, total: count ? await this.calls.count(this.database, filter) : null };
  }
}
