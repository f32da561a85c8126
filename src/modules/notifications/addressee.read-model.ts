import { Injectable } from '@nestjs/common';
import type { BilingualText } from '../../kernel/errors.ts';
import { type Db, type Sql, sql } from '../../platform/database/index.ts';
import { SealedPetitioners, type SealedRow } from '../petitions/index.ts';
import type { ContactDetails } from './domain/contact.ts';
import type { CaseFile, PetitionFile } from './domain/letter.ts';

/** A petitioner as a message addresses them. */
export interface Addressee extends PetitionFile, ContactDetails {
  readonly name: string | null;
  readonly language: string;
}

/** The case a message is about, and who works on it now. */
export interface CaseAtHand extends CaseFile {
  readonly leadAgencyCode: string | null;
  readonly handlerId: string | null;
  readonly status: string;
}

/** A case of which it is to be decided who has it. */
export interface Undecided {
  /** The agency that gave it back; null when it was taken from the agency, or nobody had it. */
  readonly returnedBy: string | null;
  readonly proposedAgencyName: BilingualText | null;
}

/** An agency's part of a case, and who is at it; null: nobody yet. */
export interface LegAtHand {
  readonly agencyCode: string;
  readonly handlerId: string | null;
}

/** Something promised that is still to be done. */
export interface OpenPromise {
  readonly text: string;
  readonly until: Date;
  readonly leadAgencyCode: string;
  readonly trackingLevel: string;
}

/** What a message says of a survey. */
export interface SurveyAtHand {
  readonly caseId: string;
  readonly petitionId: string;
  readonly expiresAt: Date;
  readonly comment: string | null;
}

/** Who is told, and about what. */
@Injectable()
export class AddresseeReadModel {
  constructor(private readonly petitioners: SealedPetitioners) {}

  /** Everybody whose petition the case answers, in the order of their petitions. */
  async ofCase(db: Db, caseId: string): Promise<Addressee[]> {
    const rows = await db.query<AddresseeRow>(sql`
      ${SELECT_ADDRESSEE}
      JOIN case_petitions l ON l.petition_id = p.id
      WHERE l.case_id = ${caseId}
      ORDER BY p.received_at, p.id`);
    return this.opened(rows);
  }

  async ofPetition(db: Db, petitionId: string): Promise<Addressee> {
    const rows = await db.query<AddresseeRow>(sql`${SELECT_ADDRESSEE} WHERE p.id = ${petitionId}`);
    return only(await this.opened(rows), petitionId);
  }

  /** @param agencyCode the agency that the message names; null for the one that leads now */
  async caseAtHand(db: Db, caseId: string, agencyCode: string | null): Promise<CaseAtHand> {
    const named = agencyCode === null ? sql`c.lead_agency_code` : sql`${agencyCode}`;
    const rows = await db.query<CaseAtHand>(sql`
      SELECT c.id, c.case_no AS "caseNo", c.subject, c.first_received_at AS "receivedAt", c.due_at AS "dueAt",
        c.lead_agency_code AS "leadAgencyCode", c.handler_id AS "handlerId", c.status, ${names(sql`k`)} AS "categoryName", ${names(sql`a`)} AS "agencyName"
      FROM cases c
      LEFT JOIN categories k ON k.code = c.category_code AND k.replaced_at IS NULL
      LEFT JOIN agencies a ON a.code = ${named} AND a.replaced_at IS NULL
      WHERE c.id = ${caseId}`);
    return only(rows, caseId);
  }

  /** @param code null where none is named */
  async agencyName(db: Db, code: string | null): Promise<BilingualText | null> {
    const [row] = await db.query<{ name: BilingualText }>(sql`
      SELECT ${names(sql`a`)} AS name FROM agencies a WHERE a.code = ${code} AND a.replaced_at IS NULL`);
    return row?.name ?? null;
  }

  /** What is known of a case that nobody has for sure; null when it is decided who has it. */
  async undecided(db: Db, caseId: string): Promise<Undecided | null> {
    const [row] = await db.query<Undecided>(sql`
      SELECT CASE WHEN l.status = 'RETURNED' THEN l.agency_code END AS "returnedBy", ${names(sql`a`)} AS "proposedAgencyName"
      FROM cases c
      LEFT JOIN assignments l ON l.case_id = c.id AND l.role = 'LEAD' AND l.ended_at IS NULL
      LEFT JOIN agencies a ON a.code = l.proposed_agency_code AND a.replaced_at IS NULL
      WHERE c.id = ${caseId} AND c.status = 'TRIAGE'`);
    return row ?? null;
  }

  /** The parts of helpers who have not answered. */
  helpers(db: Db, caseId: string): Promise<LegAtHand[]> {
    return db.query<LegAtHand>(sql`
      SELECT a.agency_code AS "agencyCode", a.handler_id AS "handlerId"
      FROM assignments a
      WHERE a.case_id = ${caseId} AND a.role = 'CO_HANDLER' AND a.ended_at IS NULL AND a.status <> 'ANSWERED'
      ORDER BY a.id`);
  }

  /** A promise of a tracked case, its next reply waiting or not; null when it was kept, or the case is not tracked any more. */
  async openPromise(db: Db, caseId: string, promiseId: string): Promise<OpenPromise | null> {
    const [row] = await db.query<OpenPromise>(sql`
      SELECT p.text, p.until, c.lead_agency_code AS "leadAgencyCode", c.tracking_level AS "trackingLevel"
      FROM cases c
      CROSS JOIN LATERAL jsonb_to_recordset(c.promises) AS p (id uuid, text text, until timestamptz, "keptAt" timestamptz)
      WHERE c.id = ${caseId} AND c.status IN ('CONTINUED_TRACKING', 'PENDING_APPROVAL') AND p.id = ${promiseId} AND p."keptAt" IS NULL`);
    return row ?? null;
  }

  async survey(db: Db, surveyId: string): Promise<SurveyAtHand> {
    const rows = await db.query<SurveyAtHand>(sql`
      SELECT s.case_id AS "caseId", s.petition_id AS "petitionId", s.expires_at AS "expiresAt", s.comment
      FROM surveys s
      WHERE s.id = ${surveyId}`);
    return only(rows, surveyId);
  }

  /** What a citizen says is still wrong, and whether that was decided. */
  async reopening(db: Db, requestId: string): Promise<{ readonly reason: string; readonly state: string }> {
    const rows = await db.query<{ reason: string; state: string }>(sql`
      SELECT r.reason, r.state FROM reopen_requests r WHERE r.id = ${requestId}`);
    return only(rows, requestId);
  }

  private async opened(rows: readonly AddresseeRow[]): Promise<Addressee[]> {
    const opened = await this.petitioners.openAll(rows);
    return opened.map(({ petitionId: _, person: { name, phone, email, address }, ...same }) => ({
      ...same,
      name,
      phone,
      email,
      address,
    }));
  }
}

type AddresseeRow = Omit<Addressee, 'name' | 'phone' | 'email' | 'address'> & SealedRow;

const SELECT_ADDRESSEE = sql`
  SELECT p.id, p.petition_no AS "petitionNo", p.subject, p.received_at AS "receivedAt", p.channel, p.language,
    p.preferred_contact AS "preferredContact", p.id AS "petitionId", w.sealed
  FROM petitions p
  LEFT JOIN petitioners w ON w.petition_id = p.id`;

/** The two names of a row that may be missing, as a `BilingualText` or null. */
const names = (row: Sql): Sql =>
  sql`CASE WHEN ${row}.code IS NOT NULL THEN jsonb_build_object('zh-TW', ${row}.name_zh, 'en', ${row}.name_en) END`;

/** The row a fact points to. Facts are recorded with what they tell of, so it is there. */
function only<Row>(rows: readonly Row[], id: string): Row {
  const [row] = rows;
  if (!row) throw new Error(`nothing is known of ${id}`);
  return row;
}
