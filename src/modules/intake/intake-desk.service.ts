import { Injectable } from '@nestjs/common';
import { type Actor, CITIZEN } from '../../kernel/actor.ts';
import type { BilingualText } from '../../kernel/errors.ts';
import { type Answered, IdempotencyKeys, type Remember } from '../../platform/http/index.ts';
import { Notices } from '../disasters/index.ts';
import { checkChannel } from './domain/channels.ts';
import type { Draft } from './domain/draft.ts';
import type { Registered } from './domain/registered.ts';
import { Intake, type RememberRegistered } from './intake.service.ts';

/** A petition as it arrived: what was sent, which an idempotency key stands for, and what it means. */
export interface Arrival<Answer> {
  readonly key: string | null;
  readonly sent: object;
  readonly draft: Draft;
  /** How it will be answered, a citizen with what everybody is told now; the answer is remembered with the key. */
  readonly answer: (registered: Registered, notice: BilingualText | null) => Answer;
}

/** Where petitions arrive: each is taken once. */
@Injectable()
export class IntakeDesk {
  constructor(
    private readonly intake: Intake,
    private readonly keys: IdempotencyKeys,
    private readonly notices: Notices,
  ) {}

  /** @throws ChannelNotYours, and what `Intake` throws */
  async fromStaff<Answer extends object>(actor: Actor, { key, sent, draft, answer }: Arrival<Answer>): Promise<Answered<Answer>> {
    checkChannel(actor.scope, draft.channel);
    return this.keys.once(`petitions:${actor.id}`, key, sent, (remember) =>
      telling(
        (registered) => answer(registered, null),
        remember,
        (remembered) =>
          draft.joinCaseNo === null
            ? this.intake.register(actor, draft, remembered)
            : this.intake.join(actor, draft.joinCaseNo, draft, remembered),
      ),
    );
  }

  fromCitizen<Answer extends object>({ key, sent, draft, answer }: Arrival<Answer>): Promise<Answered<Answer>> {
    const notice = this.notices.notice();
    return this.keys.once(`public:${draft.channel}`, key, sent, (remember) =>
      telling(
        (registered) => answer(registered, notice),
        remember,
        (remembered) => this.intake.register(CITIZEN, draft, remembered),
      ),
    );
  }
}

/** Makes the answer once: it is remembered with the work, and given afterwards. */
async function telling<Answer extends object>(
  answer: (registered: Registered) => Answer,
  remember: Remember,
  work: (remembered: RememberRegistered) => Promise<unknown>,
): Promise<Answer> {
  let told: Answer | undefined;
  await work((registered) => remember((told = answer(registered))));
  return told!;
}
