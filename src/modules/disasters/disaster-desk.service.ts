import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import { InvalidInput } from '../../kernel/errors.ts';
import { type Answered, IdempotencyKeys } from '../../platform/http/index.ts';
import { DisasterSwitch } from './disaster-switch.service.ts';
import { checkPlan } from './domain/check-plan.ts';
import type { Disaster, DisasterPlan } from './domain/disaster.ts';
import { PlanGrounds } from './plan-grounds.service.ts';

/** A plan as it arrived: what was sent, which an idempotency key stands for, and what it means. */
export interface PlanSent<Answer> {
  readonly key: string | null;
  readonly sent: object;
  readonly plan: DisasterPlan;
  readonly answer: (disaster: Disaster) => Answer;
}

/** Where the city's supervisor asks for the switch: each plan is looked through, and taken once. */
@Injectable()
export class DisasterDesk {
  constructor(
    private readonly grounds: PlanGrounds,
    private readonly keys: IdempotencyKeys,
    private readonly toggle: DisasterSwitch,
  ) {}

  /** @throws InvalidInput with every field that is wrong, DisasterUnderway */
  start<Answer extends object>(actor: Actor, { key, sent, plan, answer }: PlanSent<Answer>): Promise<Answered<Answer>> {
    return this.keys.once(`disasters:${actor.id}`, key, sent, async (remember) => {
      const errors = checkPlan(plan, this.grounds.now());
      if (errors.length > 0) throw new InvalidInput(errors);
      return answer(await this.toggle.start(actor, plan, (disaster) => remember(answer(disaster))));
    });
  }
}
