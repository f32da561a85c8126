import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { dayOf } from '../../kernel/civil-date.ts';
import { parseReferenceNumber } from '../../kernel/reference-number.ts';
import { City } from '../../platform/config/index.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { Facts, type Stored } from '../../platform/facts/index.ts';
import { AttachmentReadModel, type PublicAttachment, type PublicStage } from '../files/index.ts';
import { lookupHash, PetitionAnonymised, PetitionNotFound } from '../petitions/index.ts';

/** A petition that somebody knows the code of, and the case that answers for it. */
export interface StatusRow {
  readonly petitionNo: string;
  readonly lookupHash: Buffer;
  readonly receivedAt: Date;
  readonly categoryCode: string | null;
  readonly caseId: string;
  /** The case it was filed with, when another one answers for that. */
  readonly cameFromCaseId: string | null;
  readonly caseNo: string;
  readonly status: string;
  readonly leadAgencyCode: string | null;
  readonly dueAt: Date;
  /** When the time of retention was over; null while all of it is there. */
  readonly anonymisedAt: Date | null;
}

/** The way of a petition: what happened to it, in which cases. */
@Injectable()
export class PetitionWay {
  constructor(
    private readonly database: Database,
    private readonly facts: Facts,
    private readonly attachments: AttachmentReadModel,
    private readonly city: City,
  ) {}

  /** @throws PetitionNotFound for a wrong number and for a wrong code alike, PetitionAnonymised */
  async open(typedNo: string, code: string): Promise<StatusRow> {
    const row = await this.find(typedNo);
    if (!row || !timingSafeEqual(row.lookupHash, lookupHash(row.petitionNo, code))) throw new PetitionNotFound();
    if (row.anonymisedAt) throw new PetitionAnonymised(dayOf(row.anonymisedAt, this.city.timeZone));
    return row;
  }

  /** Where things happened to the petition: in its own case, and since a merge in the one that answers for it. */
  async stagesOf({ caseId, cameFromCaseId }: StatusRow): Promise<readonly PublicStage[]> {
    if (cameFromCaseId === null) return [{ caseId, since: null }];
    return this.database.query<PublicStage>(sql`
      WITH RECURSIVE way AS (
        SELECT c.id, c.merged_into_id, c.closed_at, NULL::timestamptz AS since, 0 AS step
        FROM cases c
        WHERE c.id = ${cameFromCaseId}
        UNION ALL
        SELECT c.id, c.merged_into_id, c.closed_at, w.closed_at, w.step + 1
        FROM way w
        JOIN cases c ON c.id = w.merged_into_id
      )
      SELECT w.id AS "caseId", w.since FROM way w ORDER BY w.step`);
  }

  async factsOf(stages: readonly PublicStage[]): Promise<(Stored & { readonly public: boolean })[]> {
    const facts = await Promise.all(
      stages.map(async ({ caseId, since }) =>
        (await this.facts.about(this.database, caseId)).filter(({ at }) => since === null || at >= since),
      ),
    );
    return facts.flat();
  }

  /** What went out with replies and public notes, the oldest first. */
  attachmentsOf(stages: readonly PublicStage[]): Promise<PublicAttachment[]> {
    return this.attachments.publicOf(this.database, stages);
  }

  private async find(typedNo: string): Promise<StatusRow | undefined> {
    const petitionNo = parseReferenceNumber('P', typedNo);
    if (petitionNo === null) return undefined;
    const [row] = await this.database.query<StatusRow>(sql`
      SELECT p.petition_no AS "petitionNo", p.lookup_hash AS "lookupHash", p.received_at AS "receivedAt",
        p.category_code AS "categoryCode", c.id AS "caseId", l.came_from_case_id AS "cameFromCaseId", c.case_no AS "caseNo", c.status,
        c.lead_agency_code AS "leadAgencyCode", c.due_at AS "dueAt",
        c.anonymised_at AS "anonymisedAt"
      FROM petitions p
      JOIN case_petitions l ON l.petition_id = p.id
      JOIN cases c ON c.id = l.case_id
      WHERE p.petition_no = ${petitionNo}`);
    return row;
  }
}
