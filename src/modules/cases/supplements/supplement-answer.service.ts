import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { type Answered, IdempotencyKeys } from '../../../platform/http/index.ts';
import { tokenHash } from '../../../platform/tokens/index.ts';
import { Cases } from '../case.service.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import { whyClosed } from '../domain/supplement-errors.ts';
import { SupplementRepository } from './supplement.repository.ts';

/** What a petitioner is told when the answer was stored. Kept with the idempotency key, so it repeats nothing they wrote. */
export interface SupplementReceipt {
  readonly caseNo: string;
  /** RFC 3339. */
  readonly answeredAt: string;
}

/** Takes the answers that come by a link. */
@Injectable()
export class SupplementAnswers {
  constructor(
    private readonly database: Database,
    private readonly supplements: SupplementRepository,
    private readonly cases: Cases,
    private readonly keys: IdempotencyKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * @param idempotencyKey null when the caller sent none; then a repeated answer is a second one
   * @throws SupplementNotFound, SupplementAlreadyAnswered, SupplementExpired, SupplementSuperseded, BadIdempotencyKey,
   *   IdempotencyKeyReused
   */
  answer(
    token: string,
    command: Extract<CaseCommand, { type: 'receive-supplement' }>,
    idempotencyKey: string | null,
  ): Promise<Answered<SupplementReceipt>> {
    const hash = tokenHash(token);
    const { text, attachmentIds } = command;
    return this.keys.once(`supplement ${hash.toString('hex')}`, idempotencyKey, { text, attachmentIds }, (remember) =>
      this.database.transaction(async (tx) => {
        const { caseId } = await this.supplements.ofToken(tx, hash);
        await this.cases.lock(tx, caseId);
        const { state, replyBy } = await this.supplements.ofToken(tx, hash); // whoever held the case may have closed the question
        const now = this.clock.now();
        const closed = whyClosed(state, replyBy, now);
        if (closed) throw closed;
        const { caseNo } = await this.cases.receive(tx, caseId, command);
        const receipt = { caseNo, answeredAt: now.toISOString() };
        const remembered = remember(receipt);
        if (remembered) await tx.query(remembered);
        return receipt;
      }),
    );
  }
}
