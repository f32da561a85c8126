import { Module } from '@nestjs/common';
import { AgencyModule } from '../agencies/index.ts';
import { CalendarModule } from '../calendar/index.ts';
import { CaseModule } from '../cases/index.ts';
import { AlarmProcessor } from './alarm.processor.ts';
import { Alarms } from './alarm.service.ts';
import { Bells } from './bells.service.ts';
import { ClockExplanations } from './clock-explanation.service.ts';
import { ClockController } from './clock.controller.ts';
import { ClockReadModel } from './clock.read-model.ts';
import { DeadlineRepository } from './deadline.repository.ts';
import { Deadlines } from './deadline.service.ts';
import { StopClock } from './on-case-closed.ts';
import { HoldClock } from './on-case-dispatched.ts';
import { RestartClock } from './on-case-reopened.ts';
import { TimeReturn } from './on-case-returned.ts';
import { PassClock } from './on-case-transferred.ts';
import { StopClockOfUnactioned } from './on-case-unactioned.ts';
import { StopClockOfWithdrawn } from './on-case-withdrawn.ts';
import { Recipients } from './recipients.read-model.ts';
import { ReminderBook } from './reminder-book.service.ts';
import { Reminders } from './reminder.service.ts';
import { CaseTimerRepository } from './timers/case-timer.repository.ts';
import { CaseTimers } from './timers/case-timer.service.ts';
import { TimerAlarms } from './timers/timer-alarm.service.ts';
import { TimerBell } from './timers/timer-bell.service.ts';
import { TimerProcessor } from './timers/timer.processor.ts';

const REACTIONS = [HoldClock, PassClock, RestartClock, StopClock, StopClockOfUnactioned, StopClockOfWithdrawn, TimeReturn];

const TIMERS = [CaseTimerRepository, CaseTimers, TimerAlarms, TimerBell, TimerProcessor];

@Module({
  imports: [AgencyModule, CalendarModule, CaseModule],
  controllers: [ClockController],
  providers: [
    ...REACTIONS,
    ...TIMERS,
    AlarmProcessor,
    Alarms,
    Bells,
    ClockExplanations,
    ClockReadModel,
    DeadlineRepository,
    Deadlines,
    Recipients,
    ReminderBook,
    Reminders,
  ],
  exports: [Alarms, Bells, CaseTimers, Deadlines],
})
export class DeadlineModule {}
