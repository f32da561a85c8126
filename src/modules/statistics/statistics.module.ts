import { Module } from '@nestjs/common';
import { DeadlineModule } from '../deadlines/index.ts';
import { KeepPrecedent } from './on-case-ruled.ts';
import { PrecedentRepository } from './precedent.repository.ts';
import { ReroutingController } from './rerouting.controller.ts';
import { ReroutingReadModel } from './rerouting.read-model.ts';
import { Reroutings } from './rerouting.service.ts';

/** What the work on cases teaches. */
@Module({
  imports: [DeadlineModule],
  controllers: [ReroutingController],
  providers: [KeepPrecedent, PrecedentRepository, ReroutingReadModel, Reroutings],
})
export class StatisticsModule {}
