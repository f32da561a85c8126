import { type Db, sql } from '../../platform/database/index.ts';

/** When a case is due, and since when statistics count it as overdue; null when they do not. */
export interface TimeLimit {
  readonly caseNo: string;
  readonly dueAt: Date;
  readonly overdueSince: Date | null;
}

/** What the interface does not tell: it says whether a case is overdue now, statistics whether it ever was. */
export class TimeLimitReadModel {
  async all(db: Db): Promise<ReadonlyMap<string, TimeLimit>> {
    const rows = await db.query<TimeLimit>(sql`
      SELECT c.case_no AS "caseNo", c.due_at AS "dueAt", c.overdue_since AS "overdueSince" FROM cases c`);
    return new Map(rows.map((row) => [row.caseNo, row]));
  }
}
