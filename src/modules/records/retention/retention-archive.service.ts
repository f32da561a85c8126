import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database } from '../../../platform/database/index.ts';
import type { RetentionBatch } from './domain/retention-batch.ts';
import { RetentionBatchRepository } from './retention-batch.repository.ts';
import type { ItemState, RetentionCount, RetentionItem } from './domain/retention-item.ts';
import type { Tombstone } from './domain/tombstone.ts';
import { RetentionItemRepository } from './retention-item.repository.ts';
import { TombstoneRepository } from './tombstone.repository.ts';

/** What there is to see of batches and of what they left. */
@Injectable()
export class RetentionArchive {
  constructor(
    private readonly database: Database,
    private readonly batches: RetentionBatchRepository,
    private readonly items: RetentionItemRepository,
    private readonly tombstones: TombstoneRepository,
  ) {}

  /** The newest first. */
  list(): Promise<RetentionBatch[]> {
    return this.batches.list(this.database);
  }

  /** @throws RetentionBatchNotFound */
  async get(id: string): Promise<{ readonly batch: RetentionBatch; readonly counts: readonly RetentionCount[] }> {
    const batch = await this.batches.get(this.database, id);
    return { batch, counts: await this.items.counts(this.database, id) };
  }

  /** @param limit rows, one more than a page to know whether there is another @throws RetentionBatchNotFound */
  async cases(
    id: string,
    state: ItemState | null,
    after: string | null,
    limit: number,
  ): Promise<{ readonly rows: RetentionItem[]; readonly total: number }> {
    const { counts } = await this.get(id);
    const total = counts.reduce((n, each) => n + (state === null || each.state === state ? each.count : 0), 0);
    return { rows: await this.items.list(this.database, id, state, after, limit), total };
  }

  /** What is left of a case. @throws CaseNotFound, CaseNotAnonymised */
  tombstone({ scope }: Actor, caseNo: string): Promise<Tombstone> {
    return this.tombstones.get(this.database, caseNo, scope);
  }
}
