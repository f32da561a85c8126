import { Injectable } from '@nestjs/common';
import { City } from '../../platform/config/index.ts';
import type { Category } from '../catalog/index.ts';
import { Disasters } from '../disasters/index.ts';
import { type Decision, decide } from './domain/decide.ts';
import { CityMoments, type RoutingFacts } from './domain/routing-facts.ts';
import { underDisaster } from './domain/under-disaster.ts';
import { RuleSets } from './rule-set.service.ts';

/** What is known of a case; `at` is when it is to be sent, `receivedAt` from when on it is to be answered. */
export interface RoutingQuestion extends Omit<RoutingFacts, 'moment' | 'category'> {
  readonly category: Category | null;
  readonly at: Date;
  readonly receivedAt: Date;
}

@Injectable()
export class Routing {
  private readonly moments: CityMoments;

  constructor(
    private readonly ruleSets: RuleSets,
    private readonly disasters: Disasters,
    city: City,
  ) {
    this.moments = new CityMoments(city.timeZone);
  }

  /** Decides by the rules in force, and by the disaster that is on. Reads and writes nothing: all that a decision needs is in memory. */
  decide({ at, receivedAt, ...facts }: RoutingQuestion): Decision {
    const ruleSet = this.ruleSets.current();
    const asked = { ...facts, moment: this.moments.at(at) };
    const decision = decide(ruleSet, asked);
    const effects = this.disasters.at(at);
    return effects === null ? decision : underDisaster(decision, asked, { effects, directory: ruleSet.directory, receivedAt });
  }

  /**
   * For which disaster the clock of a case stands still from the first, and since when at the earliest; null when it runs. What was late
   * before the disaster stays late.
   */
  standstillOf(
    category: Pick<Category, 'code'> | null,
    at: Date,
    dueAt: Date,
  ): { readonly disasterId: string; readonly since: Date } | null {
    const effects = category === null ? null : this.disasters.at(at);
    if (effects === null || !effects.suspended.has(category!.code)) return null;
    const { id, startedAt } = effects.disaster;
    return dueAt > startedAt ? { disasterId: id, since: startedAt } : null;
  }
}
