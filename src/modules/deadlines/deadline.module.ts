import { Module } from '@nestjs/common';
import { AgencyModule } from '../agencies/index.ts';
import { CalendarModule } from '../calendar/index.ts';
import { CaseModule } from '../cases/index.ts';
import { AlarmProcessor } from './alarm.processor.ts';
import { Alarms } from './alarm.service.ts';
import { ClockExplanations } from './clock-explanation.service.ts';
import { ClockController } from './clock.controller.ts';
import { ClockReadModel } from './clock.read-model.ts';
import { DeadlineRepository } from './deadline.repository.ts';
import { Deadlines } from './deadline.service.ts';
import { StopClock } from './on-case-closed.ts';
import { HoldClock } from './on-case-dispatched.ts';
import { JoinClocks } from './on-case-merged.ts';
import { RestartClock } from './on-case-reopened.ts';
import { PassClock } from './on-case-transferred.ts';
import { PartClocks } from './on-case-unmerged.ts';
import { Recipients } from './recipients.read-model.ts';
import { ReminderBook } from './reminder-book.service.ts';
import { Reminders } from './reminder.service.ts';

const REACTIONS = [HoldClock, JoinClocks, PartClocks, PassClock, RestartClock, StopClock];

@Module({
  imports: [AgencyModule, CalendarModule, CaseModule],
  controllers: [ClockController],
  providers: [
    ...REACTIONS,
    AlarmProcessor,
    Alarms,
    ClockExplanations,
    ClockReadModel,
    DeadlineRepository,
    Deadlines,
    Recipients,
    ReminderBook,
    Reminders,
  ],
  exports: [Alarms, Deadlines],
})
export class DeadlineModule {}
