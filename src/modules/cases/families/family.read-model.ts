import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database, sql } from '../../../platform/database/index.ts';
import { reachable, strangersAmong } from '../case-scope.repository.ts';
import { CaseNotFound } from '../domain/case-errors.ts';
import type { CaseStatus } from '../domain/case.ts';

/** A child as those see it who may see its parent: how far it is, not what it says. */
export interface ChildCase {
  readonly id: string;
  /** Null when the one who asks may not read it. */
  readonly caseNo: string | null;
  readonly status: CaseStatus;
  readonly categoryCode: string | null;
  readonly leadAgencyCode: string | null;
  readonly dueAt: Date;
  /** The parent's time is over before the child's: it is either late or closed without the child's result. */
  readonly dueAfterParent: boolean;
  readonly closedAt: Date | null;
}

@Injectable()
export class FamilyReadModel {
  constructor(private readonly database: Database) {}

  /** The children of a case, the one due first first. @throws CaseNotFound when the case is missing or not the actor's */
  async children(actor: Actor, caseNo: string): Promise<ChildCase[]> {
    const [parent] = await this.database.query<{ id: string; dueAt: Date }>(sql`
      SELECT c.id, c.due_at AS "dueAt" FROM cases c WHERE c.case_no = ${caseNo}${reachable(actor.scope, 'CATEGORY_OWNER')}`);
    if (!parent) throw new CaseNotFound();
    const children = await this.database.query<ChildCase & { readonly caseNo: string }>(sql`
      SELECT c.id, c.case_no AS "caseNo", c.status, c.category_code AS "categoryCode", c.lead_agency_code AS "leadAgencyCode",
        c.due_at AS "dueAt", c.due_at > ${parent.dueAt} AS "dueAfterParent", c.closed_at AS "closedAt"
      FROM cases c
      WHERE c.parent_id = ${parent.id}
      ORDER BY c.due_at, c.id`);
    const strangers = await strangersAmong(
      this.database,
      actor.scope,
      children.map((child) => child.caseNo),
    );
    return children.map((child) => (strangers.has(child.caseNo) ? { ...child, caseNo: null, categoryCode: null } : child));
  }
}
