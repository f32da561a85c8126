import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import type { Challenge } from 'altcha-lib';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors.ts';
import { type Settings, SETTINGS_TOKEN } from '../config/index.ts';
import { Challenges } from './challenges.ts';
import { freeFiles, freeSubmissions, type Limit, LIMITS } from './limits.ts';
import { countedAddress, RateLimits } from './rate-limits.ts';

/** What a public form takes: what somebody wrote, or one file to go with it. */
type Filling = 'WORDS' | 'FILE';

const FILLING = 'paian:filling';

const RULES: Readonly<Record<Filling, { readonly most: Limit; readonly free: (perHour: number) => Limit }>> = {
  WORDS: { most: LIMITS.forms, free: freeSubmissions },
  FILE: { most: LIMITS.files, free: freeFiles },
};

const SOLUTION = 'x-challenge-solution';

/** A field that people do not see and that nothing reads; programs that fill in everything fill it in. */
const HONEYPOT = 'website';

/** A proof of work is wanted, or the one that came is wrong, old or used. The problem holds a new challenge. */
export class ChallengeRequired extends DomainError {
  readonly code = 'challenge.required';
  readonly refusal = 'precondition_required';
  readonly text = {
    'zh-TW': '請先完成驗證運算後再送出',
    en: 'Solve the challenge and send its solution with the request',
  };

  constructor(challenge: Challenge) {
    super({ challenge });
  }
}

/** Keeps programs from filling in a form by the thousand, without asking people anything. */
@Injectable()
export class PublicFormGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
    private readonly challenges: Challenges,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const address = countedAddress(request.ip);
    const { most, free } = RULES[this.reflector.get<Filling>(FILLING, context.getHandler())];
    await this.limits.count(most, address);
    const trapped = emptyHoneypot(request.body);
    const { [SOLUTION]: solution } = request.headers;
    if (this.settings.edge.publicChallenge === 'off') return true;
    const admitted =
      typeof solution === 'string' ? await this.challenges.redeem(solution) : await this.isFree(trapped, free, address);
    if (!admitted) throw new ChallengeRequired(await this.challenges.make());
    return true;
  }

  /** Somebody whose browser filled in the hidden field is asked for a challenge, too: nothing of what they wrote is lost. */
  private async isFree(trapped: boolean, free: (perHour: number) => Limit, address: string): Promise<boolean> {
    const { publicChallenge, freeSubmissions: perHour } = this.settings.edge;
    if (publicChallenge === 'always' || trapped) return false;
    return !(await this.limits.exceeds(free(perHour), address));
  }
}

/** Takes the field away, so that the rest is the body that the contract names. @returns whether anything was in it */
function emptyHoneypot(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, HONEYPOT)) return false;
  const { [HONEYPOT]: value } = body as { [HONEYPOT]?: unknown };
  Reflect.deleteProperty(body, HONEYPOT);
  return value !== '' && value !== null;
}

/** A route that anybody may fill in: limited, and after the first few only with a proof of work. */
export const PublicForm = (filling: Filling = 'WORDS'): MethodDecorator =>
  applyDecorators(
    SetMetadata(FILLING, filling),
    UseGuards(PublicFormGuard),
    ApiHeader({
      name: 'X-Challenge-Solution',
      required: false,
      description: 'Base64 of `{ challenge, solution }` in JSON: asked for by 428 `challenge.required`, good for one request.',
    }),
  );
