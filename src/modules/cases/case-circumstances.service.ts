import { Injectable } from '@nestjs/common';
import type { Scope } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import type { CommandCircumstances } from './domain/command-rule.ts';
import { type Acting, giverOf } from './domain/standing-in.ts';
import { CityReplyRules } from './replies/reply-rules.service.ts';

/** What deciding about a command needs besides the case: now, and the city's rules. */
@Injectable()
export class CaseCircumstances {
  constructor(
    private readonly clock: Clock,
    readonly rules: CityReplyRules,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  /** For a command that somebody gives, who reaches these cases by it. */
  of(acting: Acting, scope: Scope): CommandCircumstances {
    return { at: this.now(), newId, by: giverOf(acting, scope), rules: this.rules };
  }
}
