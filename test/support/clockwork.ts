import { newCaseRepository } from './case-repository.ts';
import { Global, type INestApplicationContext, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AgencyModule, Agencies } from '../../src/modules/agencies/index.ts';
import { CalendarModule, CalendarRevisions, Calendars } from '../../src/modules/calendar/index.ts';
import { Cases } from '../../src/modules/cases/index.ts';
import { ClockExplanations } from '../../src/modules/deadlines/clock-explanation.service.ts';
import { DeadlineRepository } from '../../src/modules/deadlines/deadline.repository.ts';
import { DigestLineRepository } from '../../src/modules/deadlines/digest-line.repository.ts';
import { Deadlines } from '../../src/modules/deadlines/deadline.service.ts';
import { Alarms } from '../../src/modules/deadlines/alarm.service.ts';
import { Recipients } from '../../src/modules/deadlines/recipients.read-model.ts';
import { ReminderBook } from '../../src/modules/deadlines/reminder-book.service.ts';
import { Reminders } from '../../src/modules/deadlines/reminder.service.ts';
import { ClockRevisions } from '../../src/modules/deadlines/replanning/clock-revision.service.ts';
import { OpenClockRepository } from '../../src/modules/deadlines/replanning/open-clock.repository.ts';
import { ReplanningRepository } from '../../src/modules/deadlines/replanning/replanning.repository.ts';
import { Replannings } from '../../src/modules/deadlines/replanning/replanning.service.ts';
import { CaseTimerRepository } from '../../src/modules/deadlines/timers/case-timer.repository.ts';
import { CaseTimers } from '../../src/modules/deadlines/timers/case-timer.service.ts';
import { TimerBell } from '../../src/modules/deadlines/timers/timer-bell.service.ts';
import { TimerConsequences } from '../../src/modules/deadlines/timers/timer-consequence.service.ts';
import { AccountDirectory } from '../../src/modules/identity/index.ts';
import { ClockModule } from '../../src/platform/clock/index.ts';
import { ConfigModule, readSettings } from '../../src/platform/config/index.ts';
import { Database, DatabaseModule, SequenceBlocks, sql } from '../../src/platform/database/index.ts';
import { Facts, RelaySignal } from '../../src/platform/facts/index.ts';
import { QueueModule, Queues } from '../../src/platform/queue/index.ts';
import { caseCircumstances } from './case-circumstances.ts';
import { addCase, type CaseRow } from './case-rows.ts';
import { shippedLadder } from './shipped-ladder.ts';
import type { SetClock } from './set-clock.ts';
import { SOMEWHERE } from './somewhere.ts';
import { createTestDatabase } from './test-database.ts';

/** Facts are recorded, and nobody reacts to them. */
@Global()
@Module({ providers: [Facts, RelaySignal], exports: [Facts, RelaySignal] })
class RecordOnly {}

/** The clocks of cases on a database of their own, without HTTP, and with a queue that nobody works on. No holiday is known: Monday to Friday count. */
export class Clockwork {
  readonly repository = new DeadlineRepository();
  readonly deadlines: Deadlines;
  readonly reminders: Reminders;
  readonly timers: CaseTimers;
  readonly timerRows = new CaseTimerRepository();
  readonly bell: TimerBell;
  readonly calendars: Calendars;
  readonly revisions: CalendarRevisions;
  readonly replannings: Replannings;
  readonly clockRevisions: ClockRevisions;
  readonly alarms: Alarms;
  private readonly cases = newCaseRepository();

  private constructor(
    private readonly app: INestApplicationContext,
    readonly database: Database,
    clock: SetClock,
    private readonly drop: () => Promise<void>,
  ) {
    const calendars = app.get(Calendars, { strict: false });
    const explanations = new ClockExplanations(calendars, clock);
    const facts = app.get(Facts, { strict: false });
    const recipients = new Recipients(new AccountDirectory(), app.get(Agencies, { strict: false }));
    this.deadlines = new Deadlines(this.repository, this.cases, calendars, explanations, shippedLadder());
    this.reminders = new Reminders(
      database,
      this.repository,
      new ReminderBook(this.repository, new DigestLineRepository(), recipients, this.cases, facts),
      calendars,
      clock,
    );
    this.calendars = calendars;
    this.revisions = app.get(CalendarRevisions, { strict: false });
    this.clockRevisions = new ClockRevisions(new OpenClockRepository(), this.cases, shippedLadder(), explanations, facts);
    const queues = app.get(Queues, { strict: false });
    this.replannings = new Replannings(database, new ReplanningRepository(), this.clockRevisions, queues, clock);
    this.timers = new CaseTimers(this.timerRows, clock);
    const around = caseCircumstances(database, clock);
    const cases = new Cases(database, this.cases, facts, around, app.get(SequenceBlocks, { strict: false }));
    const consequences = new TimerConsequences(facts, cases, calendars);
    this.bell = new TimerBell(database, this.timerRows, this.cases, consequences, clock);
    this.alarms = new Alarms(database, this.repository, this.reminders, new Queues({}), clock); // connects when it is first used
  }

  static async start(clock: SetClock): Promise<Clockwork> {
    const copy = await createTestDatabase();
    const testing = await Test.createTestingModule({
      imports: [
        ConfigModule.of(readSettings({}), SOMEWHERE),
        ClockModule.of(clock),
        DatabaseModule.connect({ url: copy.ownerUrl, pool: 4 }),
        QueueModule.connect({ databaseUrl: copy.ownerUrl }),
        RecordOnly,
        AgencyModule,
        CalendarModule,
      ],
    }).compile();
    return new Clockwork(testing, testing.get(Database, { strict: false }), clock, () => copy.drop());
  }

  /** A case whose clock has begun. @returns the id of the case and of its deadline */
  async begin(
    startedAt: Date,
    difference: Partial<CaseRow> = {},
  ): Promise<{ readonly caseId: string; readonly deadlineId: string }> {
    const { id: caseId, caseNo } = await addCase(this.database, [], difference);
    const of = await this.cases.find(this.database, caseNo, { all: true });
    await this.database.transaction((tx) =>
      tx.query(
        sql`WITH ${this.deadlines.startParts(of!, startedAt, this.calendars.current().in(of!.place.districtCode), null)} SELECT 1`,
      ),
    );
    const deadline = await this.repository.findOfCase(this.database, caseId);
    return { caseId, deadlineId: deadline!.id };
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.drop();
  }
}
