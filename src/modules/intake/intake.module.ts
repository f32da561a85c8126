import { Module } from '@nestjs/common';
import { AgencyModule } from '../agencies/index.ts';
import { CalendarModule } from '../calendar/index.ts';
import { CaseModule } from '../cases/index.ts';
import { CatalogModule } from '../catalog/index.ts';
import { DeadlineModule } from '../deadlines/index.ts';
import { DisasterModule } from '../disasters/index.ts';
import { FileModule } from '../files/index.ts';
import { GeographyModule } from '../geography/index.ts';
import { PetitionModule } from '../petitions/index.ts';
import { RoutingModule } from '../routing/index.ts';
import { Confirmations } from './confirmation.service.ts';
import { IntakeDesk } from './intake-desk.service.ts';
import { IntakePlanner } from './intake-planner.service.ts';
import { IntakeController } from './intake.controller.ts';
import { ReplyAttachmentPublicController } from './reply-attachment.public.controller.ts';
import { PublicIntakeController } from './intake.public.controller.ts';
import { IntakeRepository } from './intake.repository.ts';
import { Intake } from './intake.service.ts';
import { PetitionWay } from './petition-way.read-model.ts';
import { PublicStatus } from './public-status.read-model.ts';

@Module({
  imports: [
    AgencyModule,
    CalendarModule,
    CaseModule,
    CatalogModule,
    DeadlineModule,
    DisasterModule,
    FileModule,
    GeographyModule,
    PetitionModule,
    RoutingModule,
  ],
  controllers: [IntakeController, PublicIntakeController, ReplyAttachmentPublicController],
  providers: [Confirmations, Intake, IntakeDesk, IntakePlanner, IntakeRepository, PetitionWay, PublicStatus],
})
export class IntakeModule {}
