import { Injectable } from '@nestjs/common';
import { type Actor, agenciesOf } from '../../../kernel/actor.ts';
import { type Db, type Sql, sql, type Tx } from '../../../platform/database/index.ts';
import { within } from '../case-scope.repository.ts';
import type { Reveal, RunningReveal, Standing } from './domain/reveal.ts';

/** To whom who petitioned is shown. */
@Injectable()
export class RevealRepository {
  /**
   * How somebody stands to a case by the scope of what they want to do, as commands do (`within`): an agency of their own counts before one
   * below it, and of several the leading one.
   */
  async standing(db: Db, { id, scope }: Actor, caseId: string, at: Date): Promise<Standing> {
    const ownCodes = scope.all ? [] : scope.agencyCodes;
    const districtCodes = scope.all ? [] : (scope.districtCodes ?? []);
    const [row] = await db.query<Standing>(sql`
      SELECT ${scope.all} OR c.district_code = ANY(${districtCodes}) IS TRUE AS "looksAfter", (
        SELECT s.agency_code
        FROM assignments s
        WHERE s.case_id = c.id AND s.ended_at IS NULL AND s.agency_code = ANY(${agenciesOf(scope)})
        ORDER BY s.agency_code = ANY(${ownCodes}) DESC, s.role = 'LEAD' DESC, s.id
        LIMIT 1
      ) AS "agencyCode", ${isCustodian(id, sql`c.id`, at)} AS custodian
      FROM cases c
      WHERE c.id = ${caseId}${within(scope)}`);
    return row ?? NONE;
  }

  async insert(tx: Tx, reveal: Reveal): Promise<void> {
    const { id, caseId, petitionId, accountId, onBehalfOf, agencyCode, identityLevel, purpose, note } = reveal;
    await tx.query(sql`
      INSERT INTO reveals (id, case_id, petition_id, account_id, on_behalf_of, agency_code, identity_level, purpose, note,
        revealed_at, expires_at)
      VALUES (${id}, ${caseId}, ${petitionId}, ${accountId}, ${onBehalfOf}, ${agencyCode}, ${identityLevel}, ${purpose}, ${note},
        ${reveal.revealedAt}, ${reveal.expiresAt})`);
  }

  /**
   * What of these petitions is shown to somebody now, at most one reveal of each. Whoever looks for an agency looks as long as it has the
   * case: with the transfer its part of the case has ended, and should the case come back, that is another part.
   */
  async running(db: Db, accountId: string, petitionIds: readonly string[], at: Date): Promise<RunningReveal[]> {
    return db.query<RunningReveal>(sql`
      SELECT DISTINCT ON (r.petition_id) r.id, r.petition_id AS "petitionId", r.purpose, r.expires_at AS "expiresAt"
      FROM reveals r
      WHERE r.petition_id = ANY(${petitionIds}::uuid[]) AND ${holds(accountId, at)}
      ORDER BY r.petition_id, r.expires_at DESC, r.id`);
  }
}

/** How whoever reads a case without working on it stands to it. */
const NONE: Standing = { looksAfter: false, agencyCode: null, custodian: false };

/** Whether a reveal `r` is somebody's and still holds. */
const holds = (accountId: string, at: Date): Sql => sql`r.account_id = ${accountId} AND r.expires_at > ${at}
    AND (r.agency_code IS NULL OR EXISTS (
      SELECT 1
      FROM assignments s
      WHERE s.case_id = r.case_id AND s.agency_code = r.agency_code AND s.ended_at IS NULL AND s.assigned_at <= r.revealed_at))`;

/**
 * Whether somebody is shown who sent a petition that custodians alone may know about. Custody is asked for again with every look: who is
 * dismissed, or whose case has become a secret, sees no more at once.
 */
export const isSecretShown = (petitionId: Sql, caseId: Sql, accountId: string, at: Date): Sql => sql`(
  EXISTS (SELECT 1 FROM reveals r WHERE r.petition_id = ${petitionId} AND ${holds(accountId, at)}) AND ${isCustodian(accountId, caseId, at)})`;

/** Whether somebody is trusted with the secrets of a case at an instant: for the whole city, or for an agency that works on it. */
const isCustodian = (accountId: string, caseId: Sql, at: Date): Sql => sql`EXISTS (
  SELECT 1
  FROM custodians k
  WHERE k.account_id = ${accountId} AND k.starts_at <= ${at} AND k.ends_at > ${at}
    AND (k.agency_code IS NULL OR EXISTS (
      SELECT 1 FROM assignments s WHERE s.case_id = ${caseId} AND s.ended_at IS NULL AND s.agency_code = k.agency_code)))`;
