import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import type { CivilDate } from '../../../kernel/civil-date.ts';
import { Database } from '../../../platform/database/index.ts';
import { type Answered, IdempotencyKeys } from '../../../platform/http/index.ts';
import type { RetentionBatch } from './domain/retention-batch.ts';
import { RetentionBatchRepository } from './retention-batch.repository.ts';
import { RetentionPreviews } from './retention-preview.service.ts';
import type { RetentionCount } from './domain/retention-item.ts';
import { RetentionStages } from './retention-stages.service.ts';

/** A preview that is asked for. */
export interface AskedPreview<Answer> {
  readonly key: string | null;
  readonly asOf: CivilDate;
  readonly answer: (batch: RetentionBatch, counts: readonly RetentionCount[]) => Answer;
}

/** Where those who look after the archive decide about batches. */
@Injectable()
export class RetentionDesk {
  constructor(
    private readonly database: Database,
    private readonly keys: IdempotencyKeys,
    private readonly batches: RetentionBatchRepository,
    private readonly previews: RetentionPreviews,
    private readonly stages: RetentionStages,
  ) {}

  /** @throws InvalidInput, RetentionAtWork, BadIdempotencyKey, IdempotencyKeyReused */
  preview<Answer extends object>(actor: Actor, { key, asOf, answer }: AskedPreview<Answer>): Promise<Answered<Answer>> {
    return this.keys.once(`retention:${actor.id}`, key, { asOf }, (remember) => {
      this.previews.check(asOf);
      return this.database.transaction(async (tx) => {
        await this.batches.claim(tx);
        await this.stages.refuseAtWork(tx);
        const { batch, counts } = await this.previews.make(tx, actor, asOf);
        const shown = answer(batch, counts);
        const remembered = remember(shown);
        if (remembered) await tx.query(remembered);
        return shown;
      });
    });
  }

  /** @throws RetentionBatchNotFound, RetentionBatchNotOpen, SamePersonApproves, RetentionAtWork */
  approve(actor: Actor, id: string): Promise<RetentionBatch> {
    return this.database.transaction((tx) => this.stages.approve(tx, actor, id));
  }

  /** @throws RetentionBatchNotFound, RetentionBatchNotOpen */
  withdraw(actor: Actor, id: string, reason: string): Promise<RetentionBatch> {
    return this.database.transaction((tx) => this.stages.withdraw(tx, actor, id, reason));
  }
}
