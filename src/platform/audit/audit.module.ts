import { Module } from '@nestjs/common';
import { ChainReadModel } from './chain.read-model.ts';
import { ChainRepository } from './chain.repository.ts';
import { ChainEnds } from './chain-end.repository.ts';
import { Excerpts } from './excerpt.service.ts';
import { RecordCheckRepository } from './record-check.repository.ts';
import { RecordChecks } from './record-checks.service.ts';
import { Sealer } from './sealer.service.ts';
import { Verifier } from './verifier.service.ts';

@Module({
  providers: [ChainRepository, ChainEnds, ChainReadModel, Excerpts, RecordCheckRepository, RecordChecks, Sealer, Verifier],
  exports: [Excerpts, RecordChecks, Sealer, Verifier],
})
export class AuditModule {}
