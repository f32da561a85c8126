import { Module } from '@nestjs/common';
import { AgencyModule } from '../agencies/index.ts';
import { CalendarModule } from '../calendar/index.ts';
import { CatalogModule } from '../catalog/index.ts';
import { DisasterModule } from '../disasters/index.ts';
import { GeographyModule } from '../geography/index.ts';
import { RoutingController } from './routing.controller.ts';
import { RoutingDecisionRepository } from './routing-decision.repository.ts';
import { RoutingExplanations } from './routing-explanation.service.ts';
import { Routing } from './routing.service.ts';
import { RuleSetRepository } from './rule-set.repository.ts';
import { RuleSets } from './rule-set.service.ts';

@Module({
  imports: [AgencyModule, CalendarModule, CatalogModule, DisasterModule, GeographyModule],
  controllers: [RoutingController],
  providers: [RuleSetRepository, RuleSets, RoutingDecisionRepository, Routing, RoutingExplanations],
  exports: [Routing, RuleSets, RoutingDecisionRepository],
})
export class RoutingModule {}
