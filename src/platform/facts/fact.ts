import type { ActorRef } from '../../kernel/actor.ts';

/** Something that happened, named in the past tense: `case.transferred`. Recorded in the transaction that made it happen. */
export interface Fact<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly subject: FactSubject;
  readonly data: Data;
  /** Whether the citizen may see it on the status page. */
  readonly public?: boolean;
}

export interface FactSubject {
  readonly kind: 'petition' | 'case' | 'deadline' | 'survey' | 'account' | 'rule_set' | 'city_pack' | 'message';
  readonly id: string;
}

/** A fact as it was recorded. */
export interface Stored<F extends Fact = Fact> {
  readonly id: string;
  readonly type: F['type'];
  readonly subject: FactSubject;
  readonly data: F['data'];
  readonly at: Date;
  readonly actor: ActorRef;
}
