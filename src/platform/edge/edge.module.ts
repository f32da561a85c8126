import { Global, Module } from '@nestjs/common';
import { ChallengeRepository } from './challenge.repository.ts';
import { Challenges } from './challenges.ts';
import { GuessLimits } from './guessable.ts';
import { PublicFormGuard } from './public-form.ts';
import { RateLimits } from './rate-limits.ts';

/** Global, for routes of every module hang on it. */
@Global()
@Module({
  providers: [ChallengeRepository, Challenges, GuessLimits, PublicFormGuard, RateLimits],
  exports: [Challenges, GuessLimits, PublicFormGuard, RateLimits],
})
export class EdgeModule {}
