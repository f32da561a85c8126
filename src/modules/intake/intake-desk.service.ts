import { Injectable } from '@nestjs/common';
import { type Actor, CITIZEN } from '../../kernel/actor.ts';
import { type Answered, IdempotencyKeys } from '../../platform/http/index.ts';
import type { Draft } from './domain/draft.ts';
import type { Registered } from './domain/registered.ts';
import { Intake } from './intake.service.ts';

/** A petition as it arrived: what was sent, which an idempotency key stands for, and what it means. */
export interface Arrival<Answer> {
  readonly key: string | null;
  readonly sent: object;
  readonly draft: Draft;
  /** How it will be answered; the answer is remembered with the key. */
  readonly answer: (registered: Registered) => Answer;
}

/** Where petitions arrive: each is taken once. */
@Injectable()
export class IntakeDesk {
  constructor(
    private readonly intake: Intake,
    private readonly keys: IdempotencyKeys,
  ) {}

  fromStaff<Answer extends object>(actor: Actor, { key, sent, draft, answer }: Arrival<Answer>): Promise<Answered<Answer>> {
    return this.keys.once(`petitions:${actor.id}`, key, sent, async (remember) => {
      const remembered = (registered: Registered): ReturnType<typeof remember> => remember(answer(registered));
      if (draft.joinCaseNo !== null) return answer(await this.intake.join(actor, draft.joinCaseNo, draft, remembered));
      return answer(await this.intake.register(actor, draft, remembered));
    });
  }

  fromCitizen<Answer extends object>({ key, sent, draft, answer }: Arrival<Answer>): Promise<Answered<Answer>> {
    return this.keys.once(`public:${draft.channel}`, key, sent, async (remember) =>
      answer(await this.intake.register(CITIZEN, draft, (registered) => remember(answer(registered)))),
    );
  }
}
