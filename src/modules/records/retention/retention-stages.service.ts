import { Injectable } from '@nestjs/common';
import { type ActorRef, SYSTEM } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { approved, begun, finished, type RetentionBatch, withdrawn } from './domain/retention-batch.ts';
import { RetentionAtWork } from './domain/retention-errors.ts';
import { retentionApproved, retentionBegun, retentionDone, retentionWithdrawn } from './domain/retention-facts.ts';
import { RetentionBatchRepository } from './retention-batch.repository.ts';
import { RetentionItemRepository } from './retention-item.repository.ts';

/** What is decided about a batch, and how it begins and ends: each step is a fact. */
@Injectable()
export class RetentionStages {
  constructor(
    private readonly batches: RetentionBatchRepository,
    private readonly items: RetentionItemRepository,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** @throws RetentionBatchNotFound, RetentionBatchNotOpen, SamePersonApproves, RetentionAtWork */
  async approve(tx: Tx, actor: ActorRef, id: string): Promise<RetentionBatch> {
    await this.batches.claim(tx);
    const next = approved(await this.batches.lock(tx, id), actor, this.clock.now());
    await this.refuseAtWork(tx);
    await this.batches.save(tx, next);
    await this.facts.record(tx, actor, [retentionApproved(next)]);
    return next;
  }

  /** @throws RetentionBatchNotFound, RetentionBatchNotOpen */
  async withdraw(tx: Tx, actor: ActorRef, id: string, reason: string): Promise<RetentionBatch> {
    const next = withdrawn(await this.batches.lock(tx, id), actor, reason, this.clock.now());
    await this.batches.save(tx, next);
    await this.facts.record(tx, actor, [retentionWithdrawn(next)]);
    return next;
  }

  /** One batch after the other. @throws RetentionAtWork */
  async refuseAtWork(tx: Tx): Promise<void> {
    const other = await this.batches.atWork(tx);
    if (other) throw new RetentionAtWork(other.no);
  }

  async begin(tx: Tx, batch: RetentionBatch): Promise<RetentionBatch> {
    const next = begun(batch, this.clock.now());
    await this.batches.save(tx, next);
    await this.facts.record(tx, SYSTEM, [retentionBegun(next)]);
    return next;
  }

  async finish(tx: Tx, batch: RetentionBatch): Promise<void> {
    const counts = await this.items.counts(tx, batch.id);
    const sum = (state: string): number => counts.reduce((n, each) => n + (each.state === state ? each.count : 0), 0);
    const next = finished(batch, this.clock.now());
    await this.batches.save(tx, next);
    await this.facts.record(tx, SYSTEM, [retentionDone(next, { done: sum('DONE'), left: sum('LEFT') })]);
  }
}
