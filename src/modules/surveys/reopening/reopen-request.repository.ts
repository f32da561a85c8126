import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { type Db, sql, type Tx } from '../../../platform/database/index.ts';
import { within } from '../../cases/index.ts';
import { ReopenRequestNotFound } from './domain/reopen-errors.ts';
import type { ReopenRing } from './domain/reopen-alarm.ts';
import type { ReopenRequest } from './domain/reopen-request.ts';

/** A request about a case, which may have been made anonymous. */
export interface LockedRequest extends ReopenRequest {
  readonly caseNo: string;
  readonly anonymisedAt: Date | null;
}

@Injectable()
export class ReopenRequestRepository {
  async insert(tx: Tx, request: ReopenRequest, { ringAt, step }: ReopenRing): Promise<void> {
    await tx.query(sql`
      INSERT INTO reopen_requests (id, survey_id, case_id, closing, reason, state, requested_at, due_at, ring_at, ring_step)
      VALUES (${request.id}, ${request.surveyId}, ${request.caseId}, ${request.closing}, ${request.reason}, ${request.state},
        ${request.requestedAt}, ${request.dueAt}, ${ringAt}, ${step})`);
  }

  /** Whether the request of a survey was made. The survey must be locked, so that a second one waits. */
  async isMade(db: Db, surveyId: string): Promise<boolean> {
    return (await db.query(sql`SELECT r.id FROM reopen_requests r WHERE r.survey_id = ${surveyId}`)).length > 0;
  }

  /**
   * A request about a case within the caller's reach, both locked until the transaction ends: the case may be opened again. A batch of
   * retention that takes it at the same moment is waited for, and waits.
   *
   * @throws ReopenRequestNotFound
   */
  async lock(tx: Tx, id: string, scope: Scope): Promise<LockedRequest> {
    const [row] = await tx.query<LockedRequest>(sql`
      ${SELECT_REQUEST} WHERE r.id = ${id}${within(scope)} FOR UPDATE OF c, r`);
    if (!row) throw new ReopenRequestNotFound();
    return row;
  }

  /** What is still asked for of a case, locked until the transaction ends. */
  lockOpenOf(tx: Tx, caseId: string): Promise<ReopenRequest[]> {
    return tx.query<ReopenRequest>(sql`
      ${SELECT_REQUEST} WHERE r.case_id = ${caseId} AND r.state = 'OPEN' ORDER BY r.id FOR UPDATE OF r`);
  }

  /** Nothing rings for what is decided. */
  async saveDecision(tx: Tx, { id, state, decidedAt, decidedBy, note }: ReopenRequest): Promise<void> {
    await tx.query(sql`
      UPDATE reopen_requests
      SET state = ${state}, decided_at = ${decidedAt}, decided_by = ${decidedBy}, note = ${note},
        ring_at = NULL, ring_step = NULL
      WHERE id = ${id}`);
  }
}

const SELECT_REQUEST = sql`
  SELECT r.id, r.survey_id AS "surveyId", s.petition_id AS "petitionId", r.case_id AS "caseId", c.case_no AS "caseNo", r.closing,
    r.reason, r.state, r.requested_at AS "requestedAt", r.due_at AS "dueAt", r.decided_at AS "decidedAt",
    r.decided_by AS "decidedBy", r.note, c.anonymised_at AS "anonymisedAt"
  FROM reopen_requests r
  JOIN surveys s ON s.id = r.survey_id
  JOIN cases c ON c.id = r.case_id`;
