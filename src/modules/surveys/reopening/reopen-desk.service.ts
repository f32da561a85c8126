import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database } from '../../../platform/database/index.ts';
import { type Answered, IdempotencyKeys } from '../../../platform/http/index.ts';
import { Cases } from '../../cases/index.ts';
import { tokenHash } from '../survey-tokens.service.ts';
import { SurveyRepository } from '../survey.repository.ts';
import type { Decision } from './domain/reopen-request.ts';
import { ReopenRequests } from './reopen-request.service.ts';

/** What a citizen is told of a request. Kept with the idempotency key, so it repeats nothing they wrote. */
export interface ReopenReceipt {
  /** RFC 3339. */
  readonly requestedAt: string;
  /** RFC 3339. */
  readonly dueAt: string;
}

/** Takes the requests of citizens, and lets the case follow what is decided about them. */
@Injectable()
export class ReopenDesk {
  constructor(
    private readonly database: Database,
    private readonly surveys: SurveyRepository,
    private readonly requests: ReopenRequests,
    private readonly cases: Cases,
    private readonly keys: IdempotencyKeys,
  ) {}

  /** @throws SurveyNotFound, NotDissatisfied, ReopenRequestedAlready, SurveyExpired, CaseOpenAgain, IdempotencyKeyReused */
  ask(token: string, reason: string, idempotencyKey: string | null): Promise<Answered<ReopenReceipt>> {
    const hash = tokenHash(token);
    return this.keys.once(`reopen ${hash.toString('hex')}`, idempotencyKey, { reason }, (remember) =>
      this.database.transaction(async (tx) => {
        const { requestedAt, dueAt } = await this.requests.ask(tx, await this.surveys.lockByToken(tx, hash), reason);
        const receipt = { requestedAt: requestedAt.toISOString(), dueAt: dueAt.toISOString() };
        const remembered = remember(receipt);
        if (remembered) await tx.query(remembered);
        return receipt;
      }),
    );
  }

  /**
   * Decides, and opens the case again when it is approved: together or not at all.
   *
   * @throws ReopenRequestNotFound, ReopenRequestDecided, IllegalCommand when the case was opened again meanwhile
   */
  async decide(actor: Actor, id: string, decision: Decision, note: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { caseNo } = await this.requests.decide(tx, actor, id, decision, note);
      if (decision === 'APPROVED') await this.cases.reopen(tx, actor, caseNo, note);
    });
  }
}
