import { Injectable, type Type } from '@nestjs/common';
import type { Fact } from '../../kernel/fact.ts';
import type { Tx } from '../database/index.ts';
import type { Stored } from './fact.ts';

/** What a module does when something happened below it. Runs in its own transaction, exactly once in effect. */
export interface Reaction<F extends Fact = Fact> {
  react(tx: Tx, fact: Stored<F>): Promise<void>;
}

export interface RegisteredReaction {
  readonly name: string;
  readonly factType: string;
  readonly target: Type<Reaction>;
  /** Whether a fact of the type concerns the reaction; asked when the fact is recorded. */
  readonly concerns: (fact: Fact) => boolean;
}

const reactions = new Map<string, RegisteredReaction>();

/**
 * Declares a reaction to one type of fact. The class's name, in dashes, is the reaction's stable name.
 *
 * @param concerns leaves out facts that would change nothing, so that nothing is queued for them
 */
export function On<F extends Fact>(
  factType: F['type'],
  concerns: (fact: F) => boolean = () => true,
): (target: Type<Reaction<F>>) => void {
  return (target) => {
    const name = target.name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
    const known = reactions.get(name);
    if (known && known.target !== target) throw new Error(`two reactions are called ${name}`);
    reactions.set(name, { name, factType, target, concerns: concerns as (fact: Fact) => boolean });
    Injectable()(target);
  };
}

/** The reactions of all modules that were imported, whether or not this process works on them. */
export const reactionsTo = (fact: Fact): RegisteredReaction[] =>
  [...reactions.values()].filter(({ factType, concerns }) => factType === fact.type && concerns(fact));

export const reactionNamed = (name: string): RegisteredReaction | undefined => reactions.get(name);
