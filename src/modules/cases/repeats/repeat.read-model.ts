import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { Database, type Sql, sql } from '../../../platform/database/index.ts';
import { BlindIndex } from '../../../platform/vault/index.ts';
import { type PersonKeys, personKeysOf, SealedPetitioners, type SealedRow } from '../../petitions/index.ts';
import { within } from '../case-scope.repository.ts';
import type { PersonalPetition } from './domain/find-repeats.ts';

/** As many as are looked at, the newest first: whoever has sent more is a mass in any case. */
const MOST = 1_000;

/** Petitions of one person, found by where the person can be reached. What is confidential is found by nobody. */
@Injectable()
export class RepeatReadModel {
  constructor(
    private readonly database: Database,
    private readonly petitioners: SealedPetitioners,
    private readonly index: BlindIndex,
  ) {}

  /** Where the petitioners of a case can be reached, those who petitioned in confidence left out. */
  async petitionersOf(caseNo: string, scope: Scope): Promise<PersonKeys[]> {
    const rows = await this.database.query<SealedRow & { readonly anonymous: boolean }>(sql`
      SELECT w.petition_id AS "petitionId", w.sealed, p.anonymous
      FROM cases c
      JOIN case_petitions l ON l.case_id = c.id
      JOIN petitions p ON p.id = l.petition_id
      JOIN petitioners w ON w.petition_id = p.id
      WHERE c.case_no = ${caseNo} AND NOT c.confidential AND NOT p.confidential
        AND coalesce(w.phone_index, w.email_index) IS NOT NULL${within(scope)}`);
    const opened = await this.petitioners.openAll(rows);
    return opened.map(({ anonymous, person }) => personKeysOf({ anonymous, petitioner: person }));
  }

  /**
   * Two index scans, of `petitioners_by_phone` and of `petitioners_by_email`: it costs what the person sent, not what all did.
   *
   * @param since petitions received before are not looked at
   */
  async petitionsOf({ phoneKey, emailKey }: PersonKeys, since: Date, scope: Scope): Promise<PersonalPetition[]> {
    const ask = (phone: Buffer[], email: Buffer[]): Promise<PersonalRow[]> =>
      this.database.query<PersonalRow>(sql`
      WITH person AS (
        SELECT w.petition_id FROM petitioners w WHERE w.phone_index = ANY(${phone}::bytea[])
        UNION
        SELECT w.petition_id FROM petitioners w WHERE w.email_index = ANY(${email}::bytea[])
      )
      SELECT p.id AS "petitionId", p.received_at AS "receivedAt", c.category_code AS "categoryCode", p.lat, p.lng,
        c.case_no AS "caseNo", c.status, c.outcome, c.closed_at AS "closedAt", c.safety_hazard AS "safetyHazard",
        c.new_fact AS "newFact", ${IN_FAMILY} AS "inFamily", TRUE${within(scope)} AS visible
      FROM person o
      JOIN petitions p ON p.id = o.petition_id
      JOIN case_petitions l ON l.petition_id = p.id
      JOIN cases c ON c.id = l.case_id
      WHERE p.received_at >= ${since} AND NOT p.confidential AND NOT c.confidential
      ORDER BY p.received_at DESC
      LIMIT ${MOST}`);
    const rows = await this.index.ask(this.database, (digests) => ask(digests('phone', phoneKey), digests('email', emailKey)));
    return rows.map(({ lat, lng, ...same }) => ({ ...same, point: lat === null || lng === null ? null : { lat, lng } }));
  }
}

const IN_FAMILY: Sql = sql`(c.parent_id IS NOT NULL OR EXISTS (SELECT 1 FROM cases k WHERE k.parent_id = c.id))`;

type PersonalRow = Omit<PersonalPetition, 'point'> & { readonly lat: number | null; readonly lng: number | null };
