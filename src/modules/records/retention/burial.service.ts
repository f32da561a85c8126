import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import type { RetentionBatch } from './domain/retention-batch.ts';
import type { RetentionCandidate } from './domain/retention-candidate.ts';
import { caseAnonymised } from './domain/retention-facts.ts';
import { Forgetting } from './forgetting.repository.ts';
import { RetentionItemRepository } from './retention-item.repository.ts';
import { TombstoneRepository } from './tombstone.repository.ts';

/** Makes one case anonymous. */
@Injectable()
export class Burials {
  constructor(
    private readonly tombstones: TombstoneRepository,
    private readonly items: RetentionItemRepository,
    private readonly forgetting: Forgetting,
    private readonly facts: Facts,
    private readonly time: CityTime,
  ) {}

  /** First the tombstone, for the database lets the facts be blanked only where it stands; last what is to be found by nothing else. */
  async bury(tx: Tx, batch: RetentionBatch, of: RetentionCandidate): Promise<void> {
    const at = this.time.now();
    const { caseId, caseNo, class: code, categoryCode, agencyCode, status, receivedOn, petitionIds } = of;
    const ids = { caseId, batchId: batch.id, batchNo: batch.no, caseNo };
    await this.tombstones.insert(tx, {
      ...ids,
      ...{ class: code, categoryCode, agencyCode, status, receivedOn, closedOn: of.closedOn!, anonymisedAt: at },
    });
    const facts = await this.tombstones.blank(tx, batch.id, caseId);
    const subjects = await this.tombstones.blanked(tx, batch.id, caseId);
    for (const module of this.forgetting.everywhere) await module.forget(tx, { caseId, petitionIds, at });
    await this.items.mark(tx, batch.id, caseId, 'DONE', null);
    await this.facts.record(tx, SYSTEM, [caseAnonymised(caseId, { batchNo: batch.no, class: code, facts, subjects })]);
  }
}
