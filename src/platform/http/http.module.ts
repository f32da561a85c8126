import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { EdgeModule } from '../edge/index.ts';
import { AccessGuard } from './access.guard.ts';
import { IdempotencyKeys } from './idempotency.ts';
import { MachineSignatures } from './machine-signatures.ts';
import { ProblemFilter } from './problem.filter.ts';
import { SealedAnswers } from './sealed-answers.repository.ts';
import { validationPipe } from './validation.ts';

@Global()
@Module({
  imports: [EdgeModule],
  providers: [
    IdempotencyKeys,
    MachineSignatures,
    SealedAnswers,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: validationPipe },
  ],
  exports: [IdempotencyKeys],
})
export class HttpModule {}
