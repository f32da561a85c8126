import { Injectable, type Type } from '@nestjs/common';
import type { Tx } from '../database/index.ts';
import type { Fact, Stored } from './fact.ts';

/** What a module does when something happened below it. Runs in its own transaction, exactly once in effect. */
export interface Reaction<F extends Fact = Fact> {
  react(tx: Tx, fact: Stored<F>): Promise<void>;
}

export interface RegisteredReaction {
  readonly name: string;
  readonly factType: string;
  readonly target: Type<Reaction>;
}

const reactions = new Map<string, RegisteredReaction>();

/** Declares a reaction to one type of fact. The class's name, in dashes, is the reaction's stable name. */
export function On<F extends Fact>(factType: F['type']): (target: Type<Reaction<F>>) => void {
  return (target) => {
    const name = target.name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
    const known = reactions.get(name);
    if (known && known.target !== (target as Type<Reaction>)) throw new Error(`two reactions are called ${name}`);
    reactions.set(name, { name, factType, target: target as Type<Reaction> });
    Injectable()(target);
  };
}

/** The reactions of all modules that were imported, whether or not this process works on them. */
export const reactionsTo = (factType: string): RegisteredReaction[] =>
  [...reactions.values()].filter((r) => r.factType === factType);

export const reactionNamed = (name: string): RegisteredReaction | undefined => reactions.get(name);
