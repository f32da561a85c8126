import { Injectable } from '@nestjs/common';
import type { Actor, ActorRef } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import type { CommandCircumstances, CommandGiver } from './domain/command-rule.ts';
import { CityReplyRules } from './replies/reply-rules.service.ts';

/** What deciding about a command needs besides the case: now, and the city's rules. */
@Injectable()
export class CaseCircumstances {
  constructor(
    private readonly clock: Clock,
    private readonly rules: CityReplyRules,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  /** For a command that somebody gives. */
  of(actor: ActorRef | Actor): CommandCircumstances {
    return { at: this.now(), newId, by: giverOf(actor), rules: this.rules };
  }
}

const giverOf = (actor: ActorRef | Actor): CommandGiver =>
  actor.id === null
    ? { signature: null, offices: [] }
    : { signature: { id: actor.id, name: actor.name, onBehalfOf: null }, offices: 'roles' in actor ? actor.roles : [] };
