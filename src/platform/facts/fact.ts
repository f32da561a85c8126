import type { ActorRef } from '../../kernel/actor.ts';
import type { Fact, FactSubject } from '../../kernel/fact.ts';
import type { Origin } from './origin.ts';

/** A fact as it was recorded. */
export interface Stored<F extends Fact = Fact> {
  readonly id: string;
  readonly type: F['type'];
  readonly subject: FactSubject;
  readonly data: F['data'];
  readonly at: Date;
  readonly actor: ActorRef;
  /** Left out when no request did it. */
  readonly origin?: Origin;
}
