import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.ts';
import { Burials } from './burial.service.ts';
import type { RetentionBatch } from './domain/retention-batch.ts';
import { whyLeft } from './domain/retention-candidate.ts';
import { RetentionBatchRepository } from './retention-batch.repository.ts';
import { RetentionItemRepository } from './retention-item.repository.ts';
import { RetentionStages } from './retention-stages.service.ts';

/** At one look, which comes every few seconds: the city works meanwhile. */
const MOST = 500;

/**
 * Runs the batch that was approved, a case in a transaction. The rows say what is left, so it may be killed anywhere, and any number of
 * processes may work at once.
 */
@Injectable()
export class RetentionRun implements OnModuleDestroy {
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly batches: RetentionBatchRepository,
    private readonly items: RetentionItemRepository,
    private readonly stages: RetentionStages,
    private readonly burials: Burials,
  ) {}

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** @returns how many cases were looked at; there may be more left */
  async run(): Promise<number> {
    const batch = await this.database.transaction((tx) => this.begin(tx));
    if (!batch) return 0;
    let after: string | null = null;
    let looked = 0;
    while (looked < MOST && !this.stopping) {
      const next: string | null = await this.database.transaction((tx) => this.step(tx, batch, after));
      if (next === null) break;
      [after, looked] = [next, looked + 1];
    }
    if (looked < MOST && !this.stopping) await this.database.transaction((tx) => this.end(tx, batch.id));
    return looked;
  }

  private async begin(tx: Tx): Promise<RetentionBatch | null> {
    const batch = await this.batches.atWork(tx);
    if (batch?.state !== 'APPROVED') return batch;
    const claimed = await this.batches.claimAtWork(tx);
    return claimed?.state === 'APPROVED' ? this.stages.begin(tx, claimed) : claimed;
  }

  /** @returns the case that was looked at; null when there is none left that nobody else works on */
  private async step(tx: Tx, batch: RetentionBatch, after: string | null): Promise<string | null> {
    const caseId = await this.items.claimNext(tx, batch.id, after);
    if (caseId === null) return null;
    const candidate = await this.items.lockCandidate(tx, batch.id, caseId);
    const reason = whyLeft(candidate, batch);
    if (reason !== null) await this.items.mark(tx, batch.id, caseId, 'LEFT', reason);
    else if (!candidate.unsealed) await this.burials.bury(tx, batch, candidate); // else at a later look
    return caseId;
  }

  private async end(tx: Tx, batchId: string): Promise<void> {
    const batch = await this.batches.claimAtWork(tx);
    if (batch?.id !== batchId || batch.state !== 'RUNNING' || (await this.items.hasDue(tx, batchId))) return;
    await this.stages.finish(tx, batch);
  }
}
