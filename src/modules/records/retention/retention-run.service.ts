import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.ts';
import type { RetentionBatch } from './domain/retention-batch.ts';
import { RetentionBatchRepository } from './retention-batch.repository.ts';
import { RetentionItemRepository } from './retention-item.repository.ts';
import { RetentionStages } from './retention-stages.service.ts';
import { RetentionTurns } from './retention-turn.service.ts';

/** At one look, which comes every few seconds: the city works meanwhile. */
const MOST = 500;

/**
 * Runs the batch that was approved, cases that hang together in a transaction. The rows say what is left, so it may be killed anywhere, and
 * any number of processes may work at once.
 */
@Injectable()
export class RetentionRun implements OnModuleDestroy {
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly batches: RetentionBatchRepository,
    private readonly items: RetentionItemRepository,
    private readonly stages: RetentionStages,
    private readonly turns: RetentionTurns,
  ) {}

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /**
   * A case that cannot be done does not keep the others from it; the batch is not done before it is.
   *
   * @returns how many cases were looked at; there may be more left
   * @throws Error the first one that kept a case from being done
   */
  async run(): Promise<number> {
    const batch = await this.database.transaction((tx) => this.begin(tx));
    if (!batch) return 0;
    const failures: unknown[] = [];
    let looked = 0;
    let caseId = await this.items.nextDue(this.database, batch.id, null);
    for (; caseId !== null && looked < MOST && !this.stopping; looked += 1) {
      await this.turns.take(batch, caseId).catch((error: unknown) => failures.push(error));
      caseId = await this.items.nextDue(this.database, batch.id, caseId);
    }
    if (failures.length > 0) throw failures[0];
    if (caseId === null) await this.database.transaction((tx) => this.end(tx, batch.id));
    return looked;
  }

  private async begin(tx: Tx): Promise<RetentionBatch | null> {
    const batch = await this.batches.atWork(tx);
    if (batch?.state !== 'APPROVED') return batch;
    const claimed = await this.batches.claimAtWork(tx);
    return claimed?.state === 'APPROVED' ? this.stages.begin(tx, claimed) : claimed;
  }

  private async end(tx: Tx, batchId: string): Promise<void> {
    const batch = await this.batches.claimAtWork(tx);
    if (batch?.id !== batchId || batch.state !== 'RUNNING' || (await this.items.hasDue(tx, batchId))) return;
    await this.stages.finish(tx, batch);
  }
}
