import { Module } from '@nestjs/common';
import { ChainReadModel } from './chain.read-model.ts';
import { ChainRepository } from './chain.repository.ts';
import { Sealer } from './sealer.service.ts';
import { Verifier } from './verifier.service.ts';

@Module({ providers: [ChainRepository, ChainReadModel, Sealer, Verifier], exports: [Sealer, Verifier] })
export class AuditModule {}
