import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import { parseReferenceNumber } from '../../kernel/reference-number.ts';
import { Database, join, type Sql, sql } from '../../platform/database/index.ts';
import { CaseNotFound, CaseRepository, within } from '../cases/index.ts';
import { DeadlineRepository } from './deadline.repository.ts';
import type { Clockwork } from './domain/deadline.ts';
import type { Recipient } from './domain/deadline-facts.ts';
import type { Leg } from './domain/leg-clock.ts';

/** What a case's clock and those of its legs are read from; a case that waits for its confirmation has no clock. */
export interface CaseClock {
  readonly clockwork: Clockwork | null;
  readonly legs: readonly Leg[];
}

export interface ReminderRow {
  readonly id: string;
  readonly caseNo: string;
  readonly step: string;
  readonly dueAt: Date;
  readonly sentAt: Date;
  readonly recipients: readonly Recipient[];
}

export interface ReminderFilter {
  /** Null: of every case that the caller may see. */
  readonly caseNo: string | null;
  readonly after: { readonly sentAt: Date; readonly id: string } | null;
  readonly limit: number;
}

/** Clocks and reminders as the console shows them. */
@Injectable()
export class ClockReadModel {
  constructor(
    private readonly database: Database,
    private readonly deadlines: DeadlineRepository,
    private readonly cases: CaseRepository,
  ) {}

  /** @throws CaseNotFound */
  async clockOf(actor: Actor, caseNo: string): Promise<CaseClock> {
    const found = await this.cases.find(this.database, caseNo, actor.scope, 'CATEGORY_OWNER');
    if (!found) throw new CaseNotFound();
    const legs = found.assignments;
    const deadline = await this.deadlines.findOfCase(this.database, found.id);
    if (!deadline) return { clockwork: null, legs };
    return { clockwork: { deadline, entries: await this.deadlines.entries(this.database, deadline.id) }, legs };
  }

  /** The reminders that were sent, the newest first; one row more than the limit when there are more. */
  reminders(actor: Actor, { caseNo, after, limit }: ReminderFilter): Promise<ReminderRow[]> {
    const conditions = [remindersOf(actor, caseNo)];
    if (after) conditions.push(sql`(r.sent_at, r.id) < (${after.sentAt}, ${after.id})`);
    return this.database.query<ReminderRow>(sql`
      SELECT r.id, c.case_no AS "caseNo", r.step, r.due_at AS "dueAt", r.sent_at AS "sentAt", r.recipients
      FROM reminders r
      JOIN cases c ON c.id = r.case_id
      WHERE ${join(conditions, ' AND ')}
      ORDER BY r.sent_at DESC, r.id DESC
      LIMIT ${limit + 1}`);
  }

  /** How many reminders were sent in all. */
  async countReminders(actor: Actor, caseNo: string | null): Promise<number> {
    const [counted] = await this.database.query<{ total: number }>(sql`
      SELECT count(*)::integer AS total
      FROM reminders r
      JOIN cases c ON c.id = r.case_id
      WHERE ${remindersOf(actor, caseNo)}`);
    return counted!.total;
  }
}

/** @param caseNo as somebody typed it; null for every case that the actor may see */
const remindersOf = (actor: Actor, caseNo: string | null): Sql =>
  caseNo === null
    ? sql`TRUE${within(actor.scope)}`
    : sql`c.case_no = ${parseReferenceNumber('C', caseNo) ?? caseNo}${within(actor.scope)}`;
