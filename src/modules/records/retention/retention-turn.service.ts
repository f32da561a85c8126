import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.ts';
import { Burials } from './burial.service.ts';
import type { RetentionBatch } from './domain/retention-batch.ts';
import { whatBecomes } from './domain/retention-family.ts';
import { RetentionFamilyRepository } from './retention-family.repository.ts';
import { RetentionItemRepository } from './retention-item.repository.ts';

/** The turn of a case, and of all that it hangs together with. */
@Injectable()
export class RetentionTurns {
  constructor(
    private readonly database: Database,
    private readonly families: RetentionFamilyRepository,
    private readonly items: RetentionItemRepository,
    private readonly burials: Burials,
  ) {}

  /** In one transaction: nobody can keep one of them when another one is gone already. What cannot be done now is at a later look. */
  take(batch: RetentionBatch, caseId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const family = await this.families.claim(tx, batch.id, caseId);
      if (!family) return;
      const members = await this.items.candidates(tx, batch.id, family.caseIds);
      const { left, due } = whatBecomes(members, family.referenced, batch);
      for (const { of, reason } of left) await this.items.mark(tx, batch.id, of.caseId, 'LEFT', reason);
      for (const of of due) await this.burials.bury(tx, batch, of);
    });
  }
}
