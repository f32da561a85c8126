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
import { catchError, defer, finalize, from, type Observable, switchMap } from 'rxjs';
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

/**
 * What tells a guesser that a guess was wrong. Not `gone`, which is what the right code of something that is over is answered with; input
 * that was not even looked up tells nothing, and is not counted.
 */
const MISSES: readonly Refusal[] = ['unauthenticated', 'not_found', 'too_many'];

const isMiss = (error: unknown): boolean => error instanceof DomainError && MISSES.includes(error.refusal) && !error.guessedRight;

/**
 * Refuses guesses when an address has been wrong too often, before anything is looked up or computed. Those under way may all be wrong:
 * many at once must not learn more than as many in turn.
 */
@Injectable()
export class GuessLimits implements NestInterceptor {
  /** By limit and address, in this process. */
  private readonly underWay = new Map<string, number>();

  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const guess = this.reflector.get<Guess>(GUESSABLE, context.getHandler());
    const { attempts, failures } = RULES[guess];
    const address = countedAddress(context.switchToHttp().getRequest<FastifyRequest>().ip);
    const guesses = `${failures.name}:${address}`;
    return defer(() => from(this.admit(attempts, failures, address, this.begin(guesses)))).pipe(
      switchMap(() => next.handle().pipe(catchError((error: unknown) => from(this.note(error, failures, address))))),
      finalize(() => this.end(guesses)),
    );
  }

  /** @returns how many are under way now */
  private begin(guesses: string): number {
    const now = (this.underWay.get(guesses) ?? 0) + 1;
    this.underWay.set(guesses, now);
    return now;
  }

  private end(guesses: string): void {
    const left = this.underWay.get(guesses)! - 1;
    if (left === 0) this.underWay.delete(guesses);
    else this.underWay.set(guesses, left);
  }

  /** @throws RateLimited */
  private async admit(attempts: Limit | null, failures: Limit, address: string, underWay: number): Promise<void> {
    if (attempts !== null) await this.limits.count(attempts, address);
    await this.limits.check(failures, address, underWay);
  }

  /** @throws the error that it was given */
  private async note(error: unknown, failures: Limit, address: string): Promise<never> {
    if (isMiss(error)) await this.limits.exceeds(failures, address);
    throw error;
  }
}

/** A route at which passwords, codes or tokens may be guessed: wrong ones are counted for each address. */
export const Guessable = (guess: Guess): MethodDecorator =>
  applyDecorators(SetMetadata(GUESSABLE, guess), UseInterceptors(GuessLimits));
