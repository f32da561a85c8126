import { Injectable } from '@nestjs/common';
import type { ActorRef } from '../../../kernel/actor.ts';
import { type CivilDate, nextDay } from '../../../kernel/civil-date.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { previewed, type RetentionBatch } from './domain/retention-batch.ts';
import { asOfInFuture } from './domain/retention-errors.ts';
import { retentionPreviewed } from './domain/retention-facts.ts';
import { generalClass, lastDayDue, type RetentionClass, RetentionPolicy } from './domain/retention-policy.ts';
import { RetentionBatchRepository } from './retention-batch.repository.ts';
import type { RetentionCount } from './domain/retention-item.ts';
import { type DueLimits, RetentionItemRepository } from './retention-item.repository.ts';

/** Finds what is due on a day. Nothing is changed by it. */
@Injectable()
export class RetentionPreviews {
  constructor(
    private readonly batches: RetentionBatchRepository,
    private readonly items: RetentionItemRepository,
    private readonly facts: Facts,
    private readonly policy: RetentionPolicy,
    private readonly time: CityTime,
  ) {}

  /** @throws InvalidInput when the day lies in the future */
  check(asOf: CivilDate): void {
    if (asOf > this.time.today()) throw new InvalidInput([asOfInFuture()]);
  }

  async make(
    tx: Tx,
    actor: ActorRef,
    asOf: CivilDate,
  ): Promise<{ readonly batch: RetentionBatch; readonly counts: readonly RetentionCount[] }> {
    const { classes } = this.policy;
    const of = { id: newId(), no: await this.batches.nextNo(tx), asOf, classes };
    const batch = previewed(of, actor, this.time.now());
    await this.batches.insert(tx, batch);
    await this.items.preview(tx, batch.id, this.limitsOf(classes, asOf));
    const counts = await this.items.counts(tx, batch.id);
    const sum = (state: string): number => counts.reduce((n, each) => n + (each.state === state ? each.count : 0), 0);
    await this.facts.record(tx, actor, [retentionPreviewed(batch, { due: sum('DUE'), excluded: sum('EXCLUDED') })]);
    return { batch, counts };
  }

  private limitsOf(classes: readonly RetentionClass[], asOf: CivilDate): DueLimits {
    const before = (of: RetentionClass): Date => this.time.beginningOf(nextDay(lastDayDue(of, asOf)));
    const general = generalClass(classes);
    return {
      categories: classes.flatMap((each) => each.categories.map((code) => ({ code, class: each.code, before: before(each) }))),
      general: { class: general.code, before: before(general) },
    };
  }
}
