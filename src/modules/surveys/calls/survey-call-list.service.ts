import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { type IdentityView, IdentityViews } from '../../petitions/index.ts';
import { type CallCursor, type CallFilter, SurveyCallReadModel, type WaitingCalls } from './survey-call.read-model.ts';

interface PageSize {
  readonly limit: number;
  readonly count: boolean;
}

/** As the record names the machine that calls. */
const VOICE_RESPONSE = 'voice-response';

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
    await this.views.record(actor, viewsOf(waiting, page));
    return waiting;
  }

  /** What the voice-response machine is to call: the numbers in full, and a record that it had them. */
  async forMachine(after: CallCursor | null, page: PageSize): Promise<WaitingCalls> {
    const waiting = await this.waiting({ by: 'VOICE_RESPONSE', scope: { all: true } }, after, page);
    await this.views.recordMachine(VOICE_RESPONSE, viewsOf(waiting, page));
    return waiting;
  }

  private async waiting(
    whose: Omit<CallFilter, 'at'>,
    after: CallCursor | null,
    { limit, count }: PageSize,
  ): Promise<WaitingCalls> {
    const filter = { ...whose, at: this.clock.now() };
    const rows = await this.calls.waiting(this.database, filter, after, limit + 1);
    return { rows, total: count ? await this.calls.count(this.database, filter) : null };
  }
}

/** Of the rows of a page: the one after it is not shown. */
const viewsOf = ({ rows }: WaitingCalls, { limit }: PageSize): IdentityView[] =>
  rows.slice(0, limit).map(({ id, petitionId }) => ({ petitionId, ground: 'SURVEY_CALL', groundId: id }));
