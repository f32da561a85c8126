import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../kernel/actor.ts';
import type { Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { CaseRepository } from '../cases/index.ts';
import { DeadlineRepository } from './deadline.repository.ts';
import { Deadlines } from './deadline.service.ts';
import { deadlineExcused } from './domain/deadline-facts.ts';
import { overdueApart } from './domain/overdue-apart.ts';

/** The clock of a case that answers for others. */
@Injectable()
export class MergedClocks {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly rows: DeadlineRepository,
    private readonly cases: CaseRepository,
    private readonly facts: Facts,
  ) {}

  /** It answers for one more, within the time since the earliest receipt of them all. */
  async join(tx: Tx, caseId: string, at: Date): Promise<void> {
    const overdueSince = await this.lockOverdue(tx, caseId);
    await this.deadlines.recount(tx, caseId, { kind: 'MERGE', overdueSince }, at);
  }

  /** It answers one petition more, which has no clock of its own. */
  async takeIn(tx: Tx, caseId: string, receivedAt: Date, at: Date): Promise<void> {
    const overdueSince = await this.lockOverdue(tx, caseId);
    await this.deadlines.countFrom(tx, caseId, { startedAt: receivedAt, overdueSince }, at);
  }

  /** It answers for one less; what was late only because of that one is late no more. */
  async part(tx: Tx, caseId: string, at: Date): Promise<void> {
    const reading = await this.deadlines.recount(tx, caseId, { kind: 'UNMERGE' }, at);
    if (reading === null) return;
    const { overdueSince: since } = (await this.cases.lockClocks(tx, [caseId])).get(caseId)!;
    const overdueSince = overdueApart(reading, since, at);
    if (since === null || since.getTime() === overdueSince?.getTime()) return;
    const { dueAt, calendarVersion } = reading;
    await this.cases.noteReplanned(tx, [{ caseId, dueAt, overdueSince, remainingMinutes: null }]);
    const { id: deadlineId } = (await this.rows.findOfCase(tx, caseId))!;
    const overdue = { overdueSince: since.toISOString(), overdueSinceNow: overdueSince?.toISOString() ?? null };
    await this.facts.record(tx, SYSTEM, [deadlineExcused(caseId, { deadlineId, calendarVersion, ...overdue })]);
  }

  /** Since when the case is overdue; null when it is not. */
  private async lockOverdue(tx: Tx, caseId: string): Promise<Date | null> {
    await this.rows.lockOfCase(tx, caseId); // deadlines are locked before cases
    return (await this.cases.lockClocks(tx, [caseId])).get(caseId)!.overdueSince;
  }
}
