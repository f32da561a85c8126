import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database } from '../../../platform/database/index.ts';
import { type Answered, IdempotencyKeys } from '../../../platform/http/index.ts';
import { Cases } from '../../cases/index.ts';
import type { Respondent } from '../respondent.service.ts';
import type { Decision, ReopenReceipt } from './domain/reopen-request.ts';
import { ReopenRequests } from './reopen-request.service.ts';

/** Takes the requests of citizens, and lets the case follow what is decided about them. */
@Injectable()
export class ReopenDesk {
  constructor(
    private readonly database: Database,
    private readonly requests: ReopenRequests,
    private readonly cases: Cases,
    private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * @throws SurveyNotFound, SurveyCallNotFound, NotDissatisfied, ReopenRequestedAlready, SurveyExpired, CaseOpenAgain,
   * IdempotencyKeyReused
   */
  ask({ by, keyScope, lock }: Respondent, reason: string, idempotencyKey: string | null): Promise<Answered<ReopenReceipt>> {
    return this.keys.once(`reopen ${keyScope}`, idempotencyKey, { reason }, (remember) =>
      this.database.transaction(async (tx) => {
        const { requestedAt, dueAt } = await this.requests.ask(tx, by, await lock(tx), reason);
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
   * @throws ReopenRequestNotFound, CaseAnonymised, ReopenRequestDecided, IllegalCommand when the case was opened again meanwhile
   */
  async decide(actor: Actor, id: string, decision: Decision, note: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { caseNo } = await this.requests.decide(tx, actor, id, decision, note);
      if (decision === 'APPROVED') await this.cases.reopen(tx, actor, caseNo, note);
    });
  }
}
