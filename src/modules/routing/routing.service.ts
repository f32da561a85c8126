import { Injectable } from '@nestjs/common';
import { City } from '../../platform/config/index.ts';
import { type Decision, decide } from './domain/decide.ts';
import { CityMoments, type RoutingFacts } from './domain/routing-facts.ts';
import { RuleSets } from './rule-set.service.ts';

/** What is known of a case; `at` is when it is to be sent. */
export interface RoutingQuestion extends Omit<RoutingFacts, 'moment'> {
  readonly at: Date;
}

@Injectable()
export class Routing {
  private readonly moments: CityMoments;

  constructor(
    private readonly ruleSets: RuleSets,
    city: City,
  ) {
    this.moments = new CityMoments(city.timeZone);
  }

  /** Decides by the rules in force. Reads and writes nothing: all that a decision needs is in memory. */
  decide({ at, ...facts }: RoutingQuestion): Decision {
    return decide(this.ruleSets.current(), { ...facts, moment: this.moments.at(at) });
  }
}
