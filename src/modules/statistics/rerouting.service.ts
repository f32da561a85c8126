import { Injectable } from '@nestjs/common';
import { inBatches } from '../../kernel/batches.ts';
import { Database } from '../../platform/database/index.ts';
import { HeldTimes } from '../deadlines/index.ts';
import { inOrder, type Rerouting, withLegs } from './domain/rerouting.ts';
import { type HandedOn, type HandedOnFilter, ReroutingReadModel } from './rerouting.read-model.ts';

/** Legs that are counted at once. */
const BATCH = 500;

/** What disputes about who is responsible cost the citizens. */
@Injectable()
export class Reroutings {
  constructor(
    private readonly database: Database,
    private readonly disputes: ReroutingReadModel,
    private readonly times: HeldTimes,
  ) {}

  /** By agency, the one that handed on most cases first. */
  async of(filter: HandedOnFilter): Promise<Rerouting[]> {
    let costs: ReadonlyMap<string, Rerouting> = new Map();
    let last: HandedOn | null = null;
    await inBatches(BATCH, async () => {
      const legs = await this.disputes.handedOn(filter, last, BATCH);
      costs = withLegs(costs, await this.times.of(this.database, legs));
      last = legs.at(-1) ?? last;
      return legs.length;
    });
    return inOrder(costs);
  }
}
