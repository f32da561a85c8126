import { Injectable } from '@nestjs/common';
import { type Db, join, type Sql, sql } from '../../platform/database/index.ts';
import type { StoredKind, Thresholds } from './attention-kinds.ts';

/** A row behind a number: enough to find it, nothing about a person. */
export interface AttentionRow {
  readonly id: string;
  readonly caseNo: string | null;
  /** Since when it waits, or when it failed. */
  readonly since: Date;
  readonly detail: string | null;
}

/** The last row of a page: the list goes on after it. */
export type AttentionCursor = Pick<AttentionRow, 'since' | 'id'>;

/** Counting stops here: whether it is ten thousand or more, somebody has to come. */
export const MOST_COUNTED = 10_000;

/** Where the rows of a number are, and what they say. */
interface Trouble {
  readonly id: Sql;
  readonly caseNo: Sql;
  readonly since: Sql;
  readonly detail: Sql;
  readonly from: Sql;
}

/** Counts and lists what is in trouble. Every part reads an index that holds only such rows, or only open ones. */
@Injectable()
export class AttentionReadModel {
  /** All numbers in one statement, each counted up to `MOST_COUNTED`. */
  async count(db: Db, thresholds: Thresholds): Promise<Readonly<Record<StoredKind, number>>> {
    const counts = Object.entries(troubles(thresholds)).map(
      ([kind, { from }]) => sql`(${kind}::text, (SELECT count(*)::integer FROM (SELECT 1 ${from} LIMIT ${MOST_COUNTED}) x))`,
    );
    const rows = await db.query<{ kind: StoredKind; n: number }>(sql`
      SELECT v.kind, v.n FROM (VALUES ${join(counts, ', ')}) v (kind, n)`);
    return Object.fromEntries(rows.map(({ kind, n }) => [kind, n])) as Record<StoredKind, number>;
  }

  /** The rows of one number, the oldest first. @param limit rows, one more than a page to know whether there is another */
  list(
    db: Db,
    kind: StoredKind,
    thresholds: Thresholds,
    { after, limit }: { readonly after: AttentionCursor | null; readonly limit: number },
  ): Promise<AttentionRow[]> {
    const { id, caseNo, since, detail, from } = troubles(thresholds)[kind];
    const beyond = after ? sql` AND (${since}, ${id}) > (${after.since}::timestamptz, ${after.id}::text)` : sql``;
    return db.query<AttentionRow>(sql`
      SELECT ${id} AS id, ${caseNo} AS "caseNo", ${since} AS since, ${detail} AS detail
      ${from}${beyond}
      ORDER BY ${since}, ${id}
      LIMIT ${limit}`);
  }
}

type Troubles<Kind extends StoredKind = StoredKind> = Readonly<Record<Kind, Trouble>>;
type CaseKind = Extract<StoredKind, `CASES_${string}`>;
type OverdueKind = 'REOPENINGS_LATE' | 'DISASTERS_NOT_ENDED';
type MailKind = 'MAILBOX_AWAY' | 'MAILS_NOT_TAKEN';
type StuckKind = Extract<StoredKind, `${string}_STUCK`>;

const troubles = (than: Thresholds): Troubles => ({
  ...ofCases(than),
  ...overdue(than),
  ...stuck(than),
  ...ofFiles,
  ...ofMail(than),
  ...ofMachines(than),
  ...ofBackups(than),
});

const ofCases = (than: Thresholds): Troubles<CaseKind> => ({
  CASES_WITHOUT_AGENCY: {
    id: sql`c.id::text`,
    caseNo: sql`c.case_no`,
    since: sql`c.opened_at`,
    detail: sql`c.status`,
    from: sql`FROM cases c WHERE c.status = 'TRIAGE'`,
  },
  CASES_WITHOUT_HANDLER: {
    id: sql`c.id::text`,
    caseNo: sql`c.case_no`,
    since: sql`a.assigned_at`,
    detail: sql`a.agency_code`,
    from: sql`FROM assignments a
      JOIN cases c ON c.id = a.case_id
      WHERE a.role = 'LEAD' AND a.handler_id IS NULL AND a.ended_at IS NULL AND a.status <> 'ANSWERED'
        AND a.assigned_at < ${than.withoutHandler} AND c.closed_at IS NULL`,
  },
  // A row that does not run rings as little as one that is missing, unless the case's clock stands still too. A case that was reopened is
  // here until its clock has heard of it.
  CASES_WITHOUT_DEADLINE: {
    id: sql`c.id::text`,
    caseNo: sql`c.case_no`,
    since: sql`c.opened_at`,
    detail: sql`c.status`,
    from: sql`FROM cases c
      WHERE c.closed_at IS NULL AND c.status <> 'AWAITING_CONFIRMATION'
        AND NOT EXISTS (
          SELECT FROM deadlines d
          WHERE d.case_id = c.id AND d.state <> 'STOPPED' AND (d.state = 'RUNNING' OR c.clock_state = 'PAUSED')
        )`,
  },
});

/** Later looks went through all links in which the check `k` found a break: what is broken still, they found themselves. */
const LOOKED_AT_AGAIN = sql`coalesce((
  SELECT range_agg(int8range(n.after_no, n.done_no)) @> int8range(k.after_no, k.through_no)
  FROM record_checks n
  WHERE n.day > k.day
), false)`;

/** What should have been over by now. */
const overdue = (than: Thresholds): Troubles<OverdueKind> => ({
  REOPENINGS_LATE: {
    id: sql`r.id::text`,
    caseNo: sql`c.case_no`,
    since: sql`r.due_at`,
    detail: sql`c.lead_agency_code`,
    from: sql`FROM reopen_requests r
      JOIN cases c ON c.id = r.case_id
      WHERE r.state = 'OPEN' AND r.due_at < ${than.decision} AND c.anonymised_at IS NULL`,
  },
  DISASTERS_NOT_ENDED: {
    id: sql`x.id::text`,
    caseNo: sql`NULL`,
    since: sql`x.until`,
    detail: sql`x.name`,
    from: sql`FROM disasters x WHERE x.state = 'UNDERWAY' AND x.until < ${than.alarm}`,
  },
});

/** Clocks of many cases that are to be moved, and are not. While one of them is moved the others wait for it. */
const stuck = ({ silent, endless }: Thresholds): Troubles<StuckKind> => ({
  SUSPENSIONS_STUCK: {
    id: sql`s.id::text`,
    caseNo: sql`NULL`,
    since: sql`s.begun_at`,
    detail: sql`concat(s.kind, ' ', s.done, '/', s.total)`,
    from: sql`FROM suspensions s
      WHERE s.finished_at IS NULL AND (s.begun_at < ${endless} OR NOT EXISTS (
        SELECT FROM suspensions a WHERE a.finished_at IS NULL AND a.handed_at >= ${silent}
      ))`,
  },
  REPLANNINGS_STUCK: {
    id: sql`r.id::text`,
    caseNo: sql`NULL`,
    since: sql`r.begun_at`,
    detail: sql`concat(r.calendar_version, ' ', r.done, '/', r.total)`,
    from: sql`FROM replannings r
      WHERE r.finished_at IS NULL AND (r.begun_at < ${endless} OR NOT EXISTS (
        SELECT FROM replannings a WHERE a.finished_at IS NULL AND coalesce(a.handed_at, a.begun_at) >= ${silent}
      ))`,
  },
});

/** All that is to ring: deadlines, the small clocks of cases, reminders of surveys, requests to reopen, lines of digests. */
const ALARMS = sql`
  SELECT d.id::text AS id, d.case_id, d.next_ring_at AS ring_at, d.next_step AS what
  FROM deadlines d
  WHERE d.next_ring_at IS NOT NULL
  UNION ALL
  SELECT t.id::text, t.case_id, t.ring_at, t.kind
  FROM case_timers t
  WHERE t.rung_at IS NULL AND t.cancelled_at IS NULL
  UNION ALL
  SELECT s.id::text, s.case_id, s.remind_at, 'SURVEY'
  FROM surveys s
  WHERE s.remind_at IS NOT NULL
  UNION ALL
  SELECT r.id::text, r.case_id, r.ring_at, 'REOPENING'
  FROM reopen_requests r
  WHERE r.ring_at IS NOT NULL
  UNION ALL
  SELECT concat_ws('/', l.reminder_id, l.account_id), m.case_id, l.send_at, 'DIGEST'
  FROM digest_lines l
  JOIN reminders m ON m.id = l.reminder_id`;

const ofFiles: Troubles<'FILES_MISSING'> = {
  FILES_MISSING: {
    id: sql`f.id::text`,
    caseNo: sql`NULL`,
    since: sql`f.missing_since`,
    detail: sql`concat(f.kind, ' ', f.bytes)`,
    from: sql`FROM attachments f WHERE f.missing_since IS NOT NULL`,
  },
};

/** Nothing where no backup was ever made by the program: then somebody else makes them. */
const ofBackups = (than: Thresholds): Troubles<'BACKUPS_LATE'> => ({
  BACKUPS_LATE: {
    id: sql`b.id`,
    caseNo: sql`NULL`,
    since: sql`b.since`,
    detail: sql`b.detail`,
    from: sql`FROM (
      (
        SELECT concat_ws('/', 'MADE', l.id) AS id, l.made_at AS since, concat_ws(' ', 'MADE', l.name) AS detail, ${than.backedUp}::timestamptz AS late
        FROM backups l
        ORDER BY l.made_at DESC
        LIMIT 1
      )
      UNION ALL
      SELECT concat_ws('/', 'TRIED', f.id), coalesce(t.tried_at, f.made_at), concat_ws(' ', 'TRIED', coalesce(t.name, f.name)), ${than.tried}
      FROM (SELECT x.id, x.name, x.made_at FROM backups x ORDER BY x.made_at LIMIT 1) f
      LEFT JOIN (SELECT x.name, x.tried_at FROM backups x WHERE x.sound ORDER BY x.tried_at DESC LIMIT 1) t ON true
    ) b WHERE b.since < b.late`,
  },
});

/** Of the way back from petitioners. Who wrote is not known here, and is found in the mailbox by the number of the mail. */
const ofMail = (than: Thresholds): Troubles<MailKind> => ({
  MAILBOX_AWAY: {
    id: sql`b.name`,
    caseNo: sql`NULL`,
    since: sql`b.failing_since`,
    detail: sql`b.reason`,
    from: sql`FROM relay_mailboxes b WHERE b.failing_since < ${than.away}`,
  },
  MAILS_NOT_TAKEN: {
    id: sql`i.id::text`,
    caseNo: sql`c.case_no`,
    since: sql`i.taken_at`,
    detail: sql`concat_ws(' ', coalesce(i.reason, 'CUT'), concat('UID ', i.uid))`,
    from: sql`FROM incoming_mails i
      LEFT JOIN case_petitions l ON l.petition_id = i.petition_id
      LEFT JOIN cases c ON c.id = l.case_id
      WHERE i.for_people AND i.taken_at > ${than.forgotten}`,
  },
});

type OtherKind = CaseKind | OverdueKind | StuckKind | MailKind | 'FILES_MISSING' | 'BACKUPS_LATE';

const ofMachines = (than: Thresholds): Troubles<Exclude<StoredKind, OtherKind>> => ({
  MESSAGES_NOT_SENT: {
    id: sql`m.id::text`,
    caseNo: sql`c.case_no`,
    since: sql`m.created_at`,
    detail: sql`concat_ws(' ', m.template, m.state, m.last_error)`,
    from: sql`FROM messages m
      LEFT JOIN cases c ON c.id = m.case_id
      WHERE m.state IN ('RETRYING', 'FAILED') AND m.created_at > ${than.forgotten}
        AND (m.state = 'FAILED' OR m.created_at < ${than.retrying})`,
  },
  ALARMS_LATE: {
    id: sql`w.id`,
    caseNo: sql`c.case_no`,
    since: sql`w.ring_at`,
    detail: sql`w.what`,
    from: sql`FROM (${ALARMS}) w
      JOIN cases c ON c.id = w.case_id
      WHERE w.ring_at < ${than.alarm}`,
  },
  REACTIONS_LATE: {
    id: sql`concat_ws('/', w.reaction, w.fact_id)`,
    caseNo: sql`c.case_no`,
    since: sql`f.at`,
    detail: sql`w.reaction`,
    from: sql`FROM fact_deliveries w
      JOIN facts f ON f.id = w.fact_id
      LEFT JOIN cases c ON c.id = f.subject_id
      WHERE f.at < ${than.reaction}`,
  },
  RECORD_BROKEN: {
    id: sql`concat_ws('/', k.day, k.kind)`,
    caseNo: sql`NULL`,
    since: sql`k.checked_at`,
    detail: sql`k.first_break`,
    from: sql`FROM record_checks k WHERE k.breaks > 0 AND (k.checked_at > ${than.checked} OR NOT ${LOOKED_AT_AGAIN})`,
  },
});
