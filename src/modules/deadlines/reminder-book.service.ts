import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import type { BusinessCalendar } from '../calendar/index.ts';
import { CaseRepository } from '../cases/index.ts';
import { DeadlineRepository, type SentReminder } from './deadline.repository.ts';
import { DigestLineRepository, type GatheredReminder } from './digest-line.repository.ts';
import { type Deadline, isGathered } from './domain/deadline.ts';
import { deadlineRang } from './domain/deadline-facts.ts';
import { digestOpening } from './domain/digest-opening.ts';
import type { Step } from './domain/reminder-plan.ts';
import { Recipients, type Responsible } from './recipients.read-model.ts';

/** A step that rings now. */
export interface Rung {
  readonly deadline: Deadline;
  readonly step: Step;
  readonly responsible: Responsible;
}

/** Writes down who was reminded, and that cases became overdue. */
@Injectable()
export class ReminderBook {
  constructor(
    private readonly deadlines: DeadlineRepository,
    private readonly lines: DigestLineRepository,
    private readonly recipients: Recipients,
    private readonly cases: CaseRepository,
    private readonly facts: Facts,
  ) {}

  /**
   * Those of whose cases the ledger has been told everything. Where a case knows of a later end, or stands still, and the ledger does
   * not yet, what rings by the ledger rings too early; it is looked at again when the ledger has caught up.
   */
  async caughtUp<Look extends { readonly deadline: Deadline }>(tx: Tx, looks: readonly Look[]): Promise<Look[]> {
    const clocks = await this.cases.lockClocks(
      tx,
      looks.map(({ deadline }) => deadline.caseId),
    );
    return looks.filter(({ deadline: { caseId, dueAt } }) => {
      const clock = clocks.get(caseId);
      return clock?.clockState === 'RUNNING' && clock.dueAt <= dueAt;
    });
  }

  async enter(tx: Tx, rung: readonly Rung[], at: Date, calendar: BusinessCalendar): Promise<void> {
    if (rung.length === 0) return;
    const wanted = rung.map(({ deadline: { caseId }, responsible, step: { recipients: levels } }) => ({
      caseId,
      responsible,
      levels,
    }));
    const recipients = await this.recipients.ofAll(tx, wanted, at);
    const reminders = rung.map(({ deadline, step }, i) => ({ id: newId(), deadline, step, recipients: recipients[i]! }));
    const kept = await this.deadlines.insertReminders(tx, reminders, at);
    const sent = reminders.filter(({ id }) => kept.has(id));
    const overdue = sent.filter(({ deadline }) => at > deadline.dueAt).map(({ deadline }) => deadline);
    await this.cases.noteOverdue(tx, overdue);
    await this.lines.insert(
      tx,
      sent.filter(isForDigest).flatMap((reminder) => linesOf(reminder, calendar)),
    );
    await this.facts.record(tx, SYSTEM, sent.map(toFact));
  }
}

/** What nobody would read in a digest is told at once, to whoever is there instead. */
const isForDigest = ({ deadline, recipients }: SentReminder): boolean => isGathered(deadline) && recipients.length > 0;

function linesOf({ id: reminderId, step, recipients }: SentReminder, calendar: BusinessCalendar): GatheredReminder[] {
  const sendAt = digestOpening(step.ringAt, calendar);
  return recipients.map(({ accountId }) => ({ reminderId, accountId, sendAt }));
}

function toFact(reminder: SentReminder): ReturnType<typeof deadlineRang> {
  const { deadline, step, recipients } = reminder;
  const { id: deadlineId, version, caseId, dueAt } = deadline;
  return deadlineRang(caseId, {
    ...{ deadlineId, version, step: step.step, recipients },
    dueAt: dueAt.toISOString(),
    gathered: isForDigest(reminder),
  });
}
