import { type DynamicModule, Module } from '@nestjs/common';
import { AgencyModule } from '../agencies/index.ts';
import { CalendarModule } from '../calendar/index.ts';
import { CaseModule } from '../cases/index.ts';
import { DisasterModule } from '../disasters/index.ts';
import { GeographyModule } from '../geography/index.ts';
import { AlarmProcessor } from './alarm.processor.ts';
import { Alarms } from './alarm.service.ts';
import { Bells } from './bells.service.ts';
import { ClockExplanations } from './clock-explanation.service.ts';
import { ClockController } from './clock.controller.ts';
import { ClockReadModel } from './clock.read-model.ts';
import { DeadlineRepository } from './deadline.repository.ts';
import { Deadlines } from './deadline.service.ts';
import { DigestLineRepository } from './digest-line.repository.ts';
import { ReminderLadder } from './domain/reminder-ladder.ts';
import { HeldTimes } from './held-time.service.ts';
import { StopClock } from './on-case-closed.ts';
import { HoldClock } from './on-case-dispatched.ts';
import { CountFromEarliest } from './on-case-joined.ts';
import { JoinClocks } from './on-case-merged.ts';
import { RestartClock } from './on-case-reopened.ts';
import { TimeReturn } from './on-case-returned.ts';
import { ForgetPromise } from './on-case-promise-kept.ts';
import { TimePromise } from './on-case-promised.ts';
import { RecountClock } from './on-case-recategorised.ts';
import { TrackClock } from './on-case-tracked.ts';
import { ExtendClock } from './on-case-extension-approved.ts';
import { ResumeOnDropped } from './on-case-supplement-dropped.ts';
import { ResumeOnExpired } from './on-case-supplement-expired.ts';
import { ResumeOnReceived } from './on-case-supplement-received.ts';
import { AwaitSupplement } from './on-case-supplement-requested.ts';
import { PassClock } from './on-case-transferred.ts';
import { PartClocks } from './on-case-unmerged.ts';
import { StopClockOfUnactioned } from './on-case-unactioned.ts';
import { StopClockOfWithdrawn } from './on-case-withdrawn.ts';
import { MergedClocks } from './merged-clock.service.ts';
import { Recipients } from './recipients.read-model.ts';
import { CalendarDesk } from './replanning/calendar-desk.service.ts';
import { ClockRevisions } from './replanning/clock-revision.service.ts';
import { ReplanClocks } from './replanning/on-calendar-changed.ts';
import { OpenClockRepository } from './replanning/open-clock.repository.ts';
import { Previews } from './replanning/preview.service.ts';
import { ReplanningController } from './replanning/replanning.controller.ts';
import { ReplanningProcessor } from './replanning/replanning.processor.ts';
import { ReplanningRepository } from './replanning/replanning.repository.ts';
import { Replannings } from './replanning/replanning.service.ts';
import { ReminderBook } from './reminder-book.service.ts';
import { Reminders } from './reminder.service.ts';
import { SupplementClocks } from './supplement-clock.service.ts';
import { ReleaseClocks } from './suspending/on-disaster-ended.ts';
import { SuspendClocks } from './suspending/on-disaster-started.ts';
import { SuspendedClocks } from './suspending/suspended-clock.service.ts';
import { SuspensionController } from './suspending/suspension.controller.ts';
import { SuspensionProcessor } from './suspending/suspension.processor.ts';
import { SuspensionReadModel } from './suspending/suspension.read-model.ts';
import { SuspensionRepository } from './suspending/suspension.repository.ts';
import { Suspensions } from './suspending/suspension.service.ts';
import { CaseTimerRepository } from './timers/case-timer.repository.ts';
import { CaseTimers } from './timers/case-timer.service.ts';
import { RecountReturns } from './timers/on-calendar-changed.ts';
import { ReturnClocks } from './timers/return-clock.service.ts';
import { TimerAlarms } from './timers/timer-alarm.service.ts';
import { TimerBell } from './timers/timer-bell.service.ts';
import { TimerConsequences } from './timers/timer-consequence.service.ts';
import { TimerProcessor } from './timers/timer.processor.ts';

const REACTIONS = [
  CountFromEarliest,
  HoldClock,
  JoinClocks,
  PartClocks,
  PassClock,
  ReplanClocks,
  RestartClock,
  StopClock,
  StopClockOfUnactioned,
  StopClockOfWithdrawn,
  TimeReturn,
  TrackClock,
  RecountClock,
  TimePromise,
  ForgetPromise,
  ExtendClock,
];

const REPLANNING = [
  CalendarDesk,
  ClockRevisions,
  OpenClockRepository,
  Previews,
  ReplanningProcessor,
  ReplanningRepository,
  Replannings,
];

const SUSPENDING = [
  ReleaseClocks,
  SuspendClocks,
  SuspendedClocks,
  SuspensionProcessor,
  SuspensionReadModel,
  SuspensionRepository,
  Suspensions,
];

const SUPPLEMENTS = [AwaitSupplement, ResumeOnReceived, ResumeOnExpired, ResumeOnDropped, SupplementClocks];

const TIMERS = [
  CaseTimerRepository,
  CaseTimers,
  RecountReturns,
  ReturnClocks,
  TimerAlarms,
  TimerBell,
  TimerConsequences,
  TimerProcessor,
];

/** Hands over whom the city reminds and when, to be imported once by the application. */
@Module({})
export class ReminderLadderModule {
  static of(ladder: ReminderLadder): DynamicModule {
    return {
      module: ReminderLadderModule,
      global: true,
      providers: [{ provide: ReminderLadder, useValue: ladder }],
      exports: [ReminderLadder],
    };
  }
}

@Module({
  imports: [AgencyModule, CalendarModule, CaseModule, DisasterModule, GeographyModule],
  controllers: [ClockController, ReplanningController, SuspensionController],
  providers: [
    ...REACTIONS,
    ...SUPPLEMENTS,
    ...REPLANNING,
    ...SUSPENDING,
    ...TIMERS,
    AlarmProcessor,
    Alarms,
    Bells,
    ClockExplanations,
    ClockReadModel,
    DeadlineRepository,
    Deadlines,
    DigestLineRepository,
    HeldTimes,
    MergedClocks,
    Recipients,
    ReminderBook,
    Reminders,
  ],
  exports: [Alarms, Bells, CaseTimers, Deadlines, DigestLineRepository, HeldTimes, Recipients, Replannings],
})
export class DeadlineModule {}
