import { Module } from '@nestjs/common';
import { AgencyModule } from '../../agencies/index.ts';
import { ApiKeyController } from './api-key.controller.ts';
import { ApiKeyRepository } from './api-key.repository.ts';
import { ApiKeys } from './api-key.service.ts';

/** Where keys are made and ended; that they let somebody in is the identity module's. */
@Module({ imports: [AgencyModule], controllers: [ApiKeyController], providers: [ApiKeyRepository, ApiKeys] })
export class ApiKeyModule {}
