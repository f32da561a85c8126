import { Module } from '@nestjs/common';
import { AgencyModule } from '../agencies/index.ts';
import { CalendarModule } from '../calendar/index.ts';
import { CatalogModule } from '../catalog/index.ts';
import { GeographyModule } from '../geography/index.ts';
import { CaseDesk } from './case-desk.service.ts';
import { CaseViews } from './case-view.service.ts';
import { CaseController } from './case.controller.ts';
import { CaseReadModel } from './case.read-model.ts';
import { CaseRepository } from './case.repository.ts';
import { Cases } from './case.service.ts';
import { HandlerReadModel } from './handler.read-model.ts';

@Module({
  imports: [AgencyModule, CalendarModule, CatalogModule, GeographyModule],
  controllers: [CaseController],
  providers: [CaseDesk, CaseReadModel, CaseRepository, Cases, CaseViews, HandlerReadModel],
  exports: [CaseReadModel, CaseRepository, Cases, CaseViews],
})
export class CaseModule {}
