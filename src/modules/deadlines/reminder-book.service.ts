import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { CaseRepository } from '../cases/index.ts';
import { DeadlineRepository } from './deadline.repository.ts';
import type { Deadline } from './domain/deadline.ts';
import { deadlineRang } from './domain/deadline-facts.ts';
import type { Step } from './domain/reminder-plan.ts';
import { Recipients } from './recipients.read-model.ts';

/** Writes down who was reminded, and that a case became overdue. */
@Injectable()
export class ReminderBook {
  constructor(
    private readonly deadlines: DeadlineRepository,
    private readonly recipients: Recipients,
    private readonly cases: CaseRepository,
    private readonly facts: Facts,
  ) {}

  async enter(tx: Tx, deadline: Deadline, step: Step, at: Date): Promise<void> {
    const recipients = await this.recipients.of(tx, deadline.caseId, step.recipients, at);
    if (!(await this.deadlines.insertReminder(tx, deadline, { step, sentAt: at, recipients }))) return;
    if (at > deadline.dueAt) await this.cases.noteOverdue(tx, deadline.caseId, deadline.dueAt);
    const { id: deadlineId, version, caseId, dueAt } = deadline;
    await this.facts.record(tx, SYSTEM, [
      deadlineRang(caseId, { deadlineId, version, step: step.step, dueAt: dueAt.toISOString(), recipients }),
    ]);
  }
}
