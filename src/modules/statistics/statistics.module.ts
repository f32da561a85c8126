import { Module } from '@nestjs/common';
import { KeepPrecedent } from './on-case-ruled.ts';
import { PrecedentRepository } from './precedent.repository.ts';
import { ReroutingController } from './rerouting.controller.ts';
import { ReroutingReadModel } from './rerouting.read-model.ts';

/** What the work on cases teaches. */
@Module({
  controllers: [ReroutingController],
  providers: [KeepPrecedent, PrecedentRepository, ReroutingReadModel],
})
export class StatisticsModule {}
