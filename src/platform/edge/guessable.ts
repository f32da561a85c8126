import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { catchError, from, type Observable, switchMap } from 'rxjs';
import { DomainError, type Refusal } from '../../kernel/errors.ts';
import { type Limit, LIMITS } from './limits.ts';
import { countedAddress, RateLimits } from './rate-limits.ts';

/** What somebody may try to guess at a route. */
type Guess = 'SIGN_IN' | 'CODE';

const GUESSABLE = 'paian:guessable';

const RULES: Readonly<Record<Guess, { readonly attempts: Limit | null; readonly failures: Limit }>> = {
  SIGN_IN: { attempts: LIMITS.signIn, failures: LIMITS.signInFailures },
  CODE: { attempts: null, failures: LIMITS.wrongCodes },
};

/** What tells a guesser that a guess was wrong. Input that was not even looked up tells nothing, and is not counted. */
const MISSES: readonly Refusal[] = ['unauthenticated', 'not_found', 'gone', 'too_many'];

/** Refuses guesses when an address has been wrong too often, before anything is looked up or computed. */
@Injectable()
export class GuessLimits implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const guess = this.reflector.get<Guess>(GUESSABLE, context.getHandler());
    const { attempts, failures } = RULES[guess];
    const address = countedAddress(context.switchToHttp().getRequest<FastifyRequest>().ip);
    return from(this.admit(attempts, failures, address)).pipe(
      switchMap(() => next.handle().pipe(catchError((error: unknown) => from(this.note(error, failures, address))))),
    );
  }

  /** @throws RateLimited */
  private async admit(attempts: Limit | null, failures: Limit, address: string): Promise<void> {
    if (attempts !== null) await this.limits.count(attempts, address);
    await this.limits.check(failures, address);
  }

  /** @throws the error that it was given */
  private async note(error: unknown, failures: Limit, address: string): Promise<never> {
    if (error instanceof DomainError && MISSES.includes(error.refusal)) await this.limits.exceeds(failures, address);
    throw error;
  }
}

/** A route at which passwords, codes or tokens may be guessed: wrong ones are counted for each address. */
export const Guessable = (guess: Guess): MethodDecorator =>
  applyDecorators(SetMetadata(GUESSABLE, guess), UseInterceptors(GuessLimits));
