import { Module } from '@nestjs/common';
import { ChainReadModel } from './chain.read-model.ts';
import { ChainRepository } from './chain.repository.ts';
import { Excerpts } from './excerpt.service.ts';
import { Sealer } from './sealer.service.ts';
import { Verifier } from './verifier.service.ts';

@Module({ providers: [ChainRepository, ChainReadModel, Excerpts, Sealer, Verifier], exports: [Excerpts, Sealer, Verifier] })
export class AuditModule {}
