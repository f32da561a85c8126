import { Module } from '@nestjs/common';
import { AgencyModule } from '../agencies/index.ts';
import { CalendarModule } from '../calendar/index.ts';
import { CatalogModule } from '../catalog/index.ts';
import { DisasterAlarmProcessor } from './disaster-alarm.processor.ts';
import { DisasterAlarms } from './disaster-alarm.service.ts';
import { DisasterController } from './disaster.controller.ts';
import { DisasterDesk } from './disaster-desk.service.ts';
import { PublicNoticeController } from './disaster.public.controller.ts';
import { DisasterReadModel } from './disaster.read-model.ts';
import { DisasterRepository } from './disaster.repository.ts';
import { Disasters } from './disaster.service.ts';
import { DisasterSwitch } from './disaster-switch.service.ts';
import { Notices } from './domain/notices.ts';
import { PlanGrounds } from './plan-grounds.service.ts';

@Module({
  imports: [AgencyModule, CalendarModule, CatalogModule],
  controllers: [DisasterController, PublicNoticeController],
  providers: [
    DisasterAlarmProcessor,
    DisasterAlarms,
    DisasterDesk,
    DisasterReadModel,
    DisasterRepository,
    Disasters,
    DisasterSwitch,
    PlanGrounds,
    { provide: Notices, useExisting: Disasters },
  ],
  exports: [DisasterAlarms, Disasters, Notices],
})
export class DisasterModule {}
