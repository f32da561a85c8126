import { Injectable } from '@nestjs/common';
import type { ActorRef, Scope } from '../../kernel/actor.ts';
import { type Db, join, json, type Sql, sql, type Tx } from '../../platform/database/index.ts';
import type { Fact } from '../../kernel/fact.ts';
import { type AssignmentRow, assignmentPart, ASSIGNMENTS, newAssignmentPart, toAssignment } from './assignment.repository.ts';
import { reachable } from './case-scope.repository.ts';
import type { OtherAccess } from './domain/case-access.ts';
import type { CaseCommand } from './domain/case-lifecycle.ts';
import { CaseNotFound } from './domain/case-errors.ts';
import type { Case, CasePromise, CaseStatus } from './domain/case.ts';
import { toSearchVector } from './domain/search-terms.ts';
import { type Decided, EnclosureRepository } from './enclosures/enclosure.repository.ts';
import { type ExtensionRow, extensionPart, OPEN_EXTENSION, toExtension } from './extensions/extension.repository.ts';
import { OPEN_SUPPLEMENT, type SupplementRow, supplementPart, toSupplement } from './supplements/supplement.repository.ts';
import { MERGED_INTO } from './merging/merge.repository.ts';
import { ACTIVE_RECUSALS, RecusalRepository, type RecusalRow, toRecusal } from './recusals/recusal.repository.ts';
import { type DraftRow, PENDING_DRAFT, ReplyDraftRepository, toDraft } from './replies/reply-draft.repository.ts';

/** What a case itself says of its clock. */
type ClockOfCase = Pick<Case, 'dueAt' | 'clockState' | 'overdueSince'>;

/** Characters of the description that can be searched. */
const SEARCHED = 500;

@Injectable()
export class CaseRepository {
  constructor(
    private readonly drafts: ReplyDraftRepository,
    private readonly recusals: RecusalRepository,
    private readonly enclosures: EnclosureRepository,
  ) {}

  /** A new case, its legs and its link to the petition as common table expressions, for a statement that writes more. */
  insertParts(opened: Case, petitionId: string): Sql {
    const { place } = opened;
    const parts = [
      sql`opened_case AS (
        INSERT INTO cases (id, case_no, version, status, category_code, priority, safety_hazard, confidential, subject, description,
          lat, lng, address, district_code, village_code, lead_agency_code, handler_id, first_received_at, opened_at, sla_value,
          sla_unit, due_at, clock_state, remaining_minutes, extensions, reroutes, petition_count, closings, search)
        VALUES (${opened.id}, ${opened.caseNo}, ${opened.version}, ${opened.status}, ${opened.categoryCode}, ${opened.priority},
          ${opened.safetyHazard}, ${opened.confidential}, ${opened.subject}, ${opened.description}, ${place.point?.lat ?? null},
          ${place.point?.lng ?? null}, ${place.address}, ${place.districtCode}, ${place.villageCode}, ${opened.leadAgencyCode},
          ${opened.handlerId}, ${opened.firstReceivedAt}, ${opened.openedAt}, ${opened.sla.value}, ${opened.sla.unit},
          ${opened.dueAt}, ${opened.clockState}, ${opened.remainingMinutes}, ${opened.extensions}, ${opened.reroutes}, ${opened.petitionCount},
          ${opened.closings}, ${searchVectorOf(opened)})
      )`,
      sql`link AS (
        INSERT INTO case_petitions (case_id, petition_id, linked_at)
        VALUES (${opened.id}, ${petitionId}, ${opened.openedAt})
      )`,
    ];
    if (opened.assignments.length > 0) parts.push(newAssignmentPart(opened));
    return join(parts, ', ');
  }

  /** The case, locked until the transaction ends. @throws CaseNotFound when it is missing or outside the scope */
  async lock(tx: Tx, caseNo: string, scope: Scope): Promise<Case> {
    return this.locked(tx, sql`c.case_no = ${caseNo}`, scope);
  }

  /** Locks cases in the order of their ids, so that two who want the same ones do not wait for each other. */
  async lockAll(tx: Tx, caseNos: readonly string[]): Promise<void> {
    await tx.query(sql`SELECT c.id FROM cases c WHERE c.case_no = ANY(${caseNos}) ORDER BY c.id FOR UPDATE OF c`);
  }

  /** @throws CaseNotFound */
  async lockById(tx: Tx, id: string): Promise<Case> {
    return this.locked(tx, sql`c.id = ${id}`, { all: true });
  }

  /** The case that a petition opened or joined. */
  async lockOfPetition(tx: Tx, petitionId: string): Promise<Case> {
    return this.locked(tx, sql`c.id IN (SELECT l.case_id FROM case_petitions l WHERE l.petition_id = ${petitionId})`, {
      all: true,
    });
  }

  /**
   * Locks first and reads then: a statement that waited for a lock still sees the other tables as they were before it waited. A case that
   * has ended may be taken up again, and its parent must not end meanwhile.
   */
  private async locked(tx: Tx, which: Sql, scope: Scope): Promise<Case> {
    const [found] = await tx.query<{ id: string; parentId: string | null }>(sql`
      SELECT c.id, CASE WHEN c.closed_at IS NOT NULL THEN c.parent_id END AS "parentId" FROM cases c WHERE ${which} FOR UPDATE OF c`);
    if (found?.parentId) await tx.query(sql`SELECT p.id FROM cases p WHERE p.id = ${found.parentId} FOR SHARE`);
    const [row] = found ? await tx.query<CaseRow>(sql`${SELECT_CASE} WHERE c.id = ${found.id}${reachable(scope)}`) : [];
    if (!row) throw new CaseNotFound();
    return toCase(row);
  }

  /** @param ways in which it may be read besides by those who work on it */
  async find(db: Db, caseNo: string, scope: Scope, ...ways: readonly OtherAccess[]): Promise<Case | null> {
    const [row] = await db.query<CaseRow>(sql`${SELECT_CASE} WHERE c.case_no = ${caseNo}${reachable(scope, ...ways)}`);
    return row ? toCase(row) : null;
  }

  /** Writes what a command changed: the case, its legs, its extension and its question, in one statement, and the reply it is about. */
  async save(tx: Tx, next: Case): Promise<void> {
    if (next.draft !== null) await this.drafts.save(tx, next.id, next.draft);
    if (next.recusals.length > 0) await this.recusals.save(tx, next.id, next.recusals);
    await tx.query(sql`WITH ${join([assignmentPart(next), extensionPart(next), supplementPart(next)], ', ')} UPDATE cases
      SET version = ${next.version}, status = ${next.status}, category_code = ${next.categoryCode}, priority = ${next.priority},
        safety_hazard = ${next.safetyHazard}, confidential = ${next.confidential}, lead_agency_code = ${next.leadAgencyCode}, handler_id = ${next.handlerId},
        sla_value = ${next.sla.value}, sla_unit = ${next.sla.unit}, due_at = ${next.dueAt}, overdue_since = ${next.overdueSince}, clock_state = ${next.clockState}, extensions = ${next.extensions},
        extended_days = ${next.extendedDays},
        reroutes = ${next.reroutes}, petition_count = ${next.petitionCount}, closings = ${next.closings}, outcome = ${next.outcome},
        reply = ${next.reply}, closed_at = ${next.closedAt}, merged_into_id = ${next.merge?.intoId ?? null},
        status_before_merge = ${next.merge?.statusBefore ?? null}, parent_id = ${next.parent?.id ?? null},
        new_fact = ${next.newFact}, no_action_ground = ${next.noActionGround}, earlier_case_no = ${next.earlierCaseNo},
        tracking_level = ${next.trackingLevel}, promises = ${json(next.promises)}
      WHERE id = ${next.id}`);
  }

  /** Whether somebody may use the files that a command names. @throws InvalidInput */
  checkEnclosed(tx: Tx, by: ActorRef, command: CaseCommand, at: Date): Promise<void> {
    return this.enclosures.check(tx, by, command, at);
  }

  /** Keeps them. @returns what is to be recorded of them. @throws AttachmentUsed */
  enclose(tx: Tx, decided: Decided): Promise<readonly Fact[]> {
    return this.enclosures.keep(tx, decided);
  }

  async link(tx: Tx, caseId: string, petitionId: string, at: Date): Promise<void> {
    await tx.query(sql`INSERT INTO case_petitions (case_id, petition_id, linked_at) VALUES (${caseId}, ${petitionId}, ${at})`);
  }

  /** Keeps what the clock ledger says. The version stays: nobody's edit is overtaken by the passing of time. */
  async noteDue(tx: Tx, caseId: string, dueAt: Date): Promise<void> {
    await tx.query(sql`
      WITH leg AS (UPDATE assignments SET due_at = ${dueAt} WHERE case_id = ${caseId} AND ended_at IS NULL)
      UPDATE cases SET due_at = ${dueAt} WHERE id = ${caseId}`);
  }

  /** Keeps what is left of a clock that does not run. */
  async noteRemaining(tx: Tx, caseId: string, minutes: number): Promise<void> {
    await tx.query(sql`UPDATE cases SET remaining_minutes = ${minutes} WHERE id = ${caseId}`);
  }

  /** Keeps whether the clock runs, for a change of which the case knew nothing. That of a case that has ended has stopped. */
  async noteClock(tx: Tx, caseId: string, state: Case['clockState']): Promise<void> {
    await tx.query(sql`UPDATE cases SET clock_state = ${state} WHERE id = ${caseId} AND closed_at IS NULL`);
  }

  /** The clock runs again: a command that ended the waiting may have left that to the ledger. */
  async noteRunning(tx: Tx, caseId: string): Promise<void> {
    await tx.query(sql`
      UPDATE cases SET clock_state = 'RUNNING'
      WHERE id = ${caseId} AND clock_state = 'PAUSED' AND status NOT IN ('AWAITING_CONFIRMATION', 'AWAITING_SUPPLEMENT')`);
  }

  /** What cases themselves say of their clocks, which may be ahead of the ledgers; locked until the transaction ends. */
  async lockClocks(tx: Tx, caseIds: readonly string[]): Promise<ReadonlyMap<string, ClockOfCase>> {
    const rows = await tx.query<ClockOfCase & Pick<Case, 'id'>>(sql`
      SELECT c.id, c.due_at AS "dueAt", c.clock_state AS "clockState", c.overdue_since AS "overdueSince"
      FROM cases c
      WHERE c.id = ANY (${caseIds}::uuid[])
      ORDER BY c.id
      FOR UPDATE`);
    return new Map(rows.map(({ id, ...clock }) => [id, clock]));
  }

  /** The same for many cases at once, with since when they are overdue: a revised calendar, or taking cases apart, may say otherwise. */
  async noteReplanned(
    tx: Tx,
    cases: readonly (Pick<Case, 'dueAt' | 'overdueSince' | 'remainingMinutes'> & { readonly caseId: string })[],
  ): Promise<void> {
    if (cases.length === 0) return;
    await tx.query(sql`
      WITH moved AS (
        SELECT m.* FROM jsonb_to_recordset(${json(cases)}) AS m("caseId" uuid, "dueAt" timestamptz, "overdueSince" timestamptz,
          "remainingMinutes" integer)
      ), leg AS (
        UPDATE assignments a SET due_at = m."dueAt" FROM moved m WHERE a.case_id = m."caseId" AND a.ended_at IS NULL
      )
      UPDATE cases c SET due_at = m."dueAt", overdue_since = m."overdueSince",
        remaining_minutes = coalesce(m."remainingMinutes", c.remaining_minutes) FROM moved m WHERE c.id = m."caseId"`);
  }

  /** Once overdue, overdue for ever. */
  async noteOverdue(tx: Tx, overdue: readonly { readonly caseId: string; readonly dueAt: Date }[]): Promise<void> {
    if (overdue.length === 0) return;
    const rows = overdue.map(({ caseId, dueAt }) => ({ caseId, dueAt }));
    await tx.query(sql`
      UPDATE cases c
      SET overdue_since = r."dueAt"
      FROM jsonb_to_recordset(${json(rows)}) AS r ("caseId" uuid, "dueAt" timestamptz)
      WHERE c.id = r."caseId" AND c.overdue_since IS NULL`);
  }
}

const searchVectorOf = (of: Case): string =>
  toSearchVector(`${of.caseNo} ${of.subject} ${of.place.address ?? ''} ${of.description.slice(0, SEARCHED)}`);

/** A case as it is selected. */
export interface CaseRow extends Omit<
  Case,
  'place' | 'sla' | 'merge' | 'assignments' | 'promises' | 'extensionRequest' | 'supplement' | 'draft' | 'recusals'
> {
  readonly recusals: readonly RecusalRow[];
  readonly draft: DraftRow | null;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly address: string | null;
  readonly districtCode: string | null;
  readonly villageCode: string | null;
  readonly slaValue: number;
  readonly slaUnit: Case['sla']['unit'];
  readonly promises: readonly PromiseRow[];
  readonly mergedIntoId: string | null;
  readonly statusBeforeMerge: CaseStatus | null;
  readonly legs: readonly AssignmentRow[];
  readonly openExtension: ExtensionRow | null;
  readonly openSupplement: SupplementRow | null;
}

type PromiseRow = Omit<CasePromise, 'until' | 'keptAt'> & { readonly until: string; readonly keptAt: string | null };

/** The parent and the children of `cases c`. */
const FAMILY = sql`(SELECT jsonb_build_object('id', p.id, 'caseNo', p.case_no, 'open', p.closed_at IS NULL) FROM cases p WHERE p.id = c.parent_id) AS parent,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('caseNo', k.case_no, 'open', k.closed_at IS NULL) ORDER BY k.due_at, k.id), '[]')
      FROM cases k
      WHERE k.parent_id = c.id) AS children`;

/** Everything of a case, its legs as a list, the extension and the question that are open, from `cases c`. */
export const CASE_COLUMNS = sql`c.id, c.case_no AS "caseNo", c.version, c.status, c.category_code AS "categoryCode", c.priority,
    c.safety_hazard AS "safetyHazard", c.confidential, c.subject, c.description, c.lat, c.lng, c.address,
    c.district_code AS "districtCode", c.village_code AS "villageCode", c.lead_agency_code AS "leadAgencyCode",
    c.handler_id AS "handlerId", c.first_received_at AS "firstReceivedAt", c.opened_at AS "openedAt", c.sla_value AS "slaValue",
    c.sla_unit AS "slaUnit", c.due_at AS "dueAt", c.overdue_since AS "overdueSince", c.clock_state AS "clockState",
    c.remaining_minutes AS "remainingMinutes", c.extensions, c.extended_days AS "extendedDays",
    c.reroutes, c.petition_count AS "petitionCount", c.closings, c.outcome, c.reply, c.closed_at AS "closedAt",
    c.anonymised_at AS "anonymisedAt",
    c.tracking_level AS "trackingLevel", c.promises,
    c.merged_into_id AS "mergedIntoId", c.status_before_merge AS "statusBeforeMerge", ${MERGED_INTO}, ${FAMILY},
    c.new_fact AS "newFact", c.no_action_ground AS "noActionGround", c.earlier_case_no AS "earlierCaseNo",
    (${ASSIGNMENTS}) AS legs, (${OPEN_EXTENSION}) AS "openExtension", (${OPEN_SUPPLEMENT}) AS "openSupplement",
    ${PENDING_DRAFT} AS draft, ${ACTIVE_RECUSALS} AS recusals`;

const SELECT_CASE = sql`SELECT ${CASE_COLUMNS} FROM cases c`;

export function toCase(row: CaseRow): Case {
  const {
    lat,
    lng,
    address,
    districtCode,
    villageCode,
    slaValue,
    slaUnit,
    mergedIntoId,
    statusBeforeMerge,
    promises,
    legs,
    openExtension,
    openSupplement,
    draft,
    recusals,
    ...same
  } = row;
  return {
    ...same,
    place: { point: lat === null || lng === null ? null : { lat, lng }, address, districtCode, villageCode },
    sla: { value: slaValue, unit: slaUnit },
    promises: promises.map((each) => ({ ...each, until: new Date(each.until), keptAt: instant(each.keptAt) })),
    merge: mergedIntoId === null ? null : { intoId: mergedIntoId, statusBefore: statusBeforeMerge! },
    assignments: legs.map(toAssignment),
    extensionRequest: openExtension && toExtension(openExtension),
    supplement: openSupplement && toSupplement(openSupplement),
    draft: draft && toDraft(draft),
    recusals: recusals.map(toRecusal),
  };
}

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
