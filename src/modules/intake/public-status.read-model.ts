import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parseReferenceNumber } from '../../kernel/reference-number.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { Facts, type Stored } from '../../platform/facts/index.ts';
import { Agencies } from '../agencies/index.ts';
import { Catalog } from '../catalog/index.ts';
import { lookupHash, OfficialContacts, PetitionNotFound } from '../petitions/index.ts';

/** What a citizen may know of a petition: its state, nothing about who sent it. */
export interface PublicState {
  readonly petitionNo: string;
  readonly caseNo: string;
  readonly status: string;
  readonly categoryName: string | null;
  readonly agency: { readonly code: string; readonly name: string } | null;
  readonly receivedAt: Date;
  /** Null before the petition is confirmed. */
  readonly dueAt: Date | null;
  /** Whose numbers and addresses may stay in the words of what everybody reads. */
  readonly offices: OfficialContacts;
  /** Those marked public, the oldest first. */
  readonly facts: readonly Stored[];
}

interface StatusRow {
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
}

/** Looks petitions up for whoever knows their number and code. */
@Injectable()
export class PublicStatus {
  constructor(
    private readonly database: Database,
    private readonly facts: Facts,
    private readonly agencies: Agencies,
    private readonly catalog: Catalog,
    private readonly offices: OfficialContacts,
  ) {}

  /** @throws PetitionNotFound for a wrong number and for a wrong code alike */
  async get(typedNo: string, code: string): Promise<PublicState> {
    const row = await this.find(typedNo);
    if (!row || !timingSafeEqual(row.lookupHash, lookupHash(row.petitionNo, code))) throw new PetitionNotFound();
    const facts = await this.factsOf(row);
    const agency = row.leadAgencyCode === null ? undefined : this.agencies.find(row.leadAgencyCode);
    const category = row.categoryCode === null ? undefined : this.catalog.find(row.categoryCode);
    return {
      petitionNo: row.petitionNo,
      caseNo: row.caseNo,
      status: row.status,
      categoryName: category?.nameZh ?? null,
      agency: agency ? { code: agency.code, name: agency.nameZh } : null,
      receivedAt: row.receivedAt,
      dueAt: row.status === 'AWAITING_CONFIRMATION' ? null : row.dueAt,
      offices: this.offices,
      facts: facts.filter((fact) => fact.public),
    };
  }

  /** What happened to the petition: in its own case, and since a merge in the one that answers for it. */
  private async factsOf({ caseId, cameFromCaseId }: StatusRow): Promise<(Stored & { readonly public: boolean })[]> {
    if (cameFromCaseId === null) return this.facts.about(this.database, caseId);
    const way = await this.database.query<{ caseId: string; since: Date | null }>(sql`
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
    const stages = await Promise.all(
      way.map(async (stage) =>
        (await this.facts.about(this.database, stage.caseId)).filter(({ at }) => stage.since === null || at >= stage.since),
      ),
    );
    return stages.flat();
  }

  private async find(typedNo: string): Promise<StatusRow | undefined> {
    const petitionNo = parseReferenceNumber('P', typedNo);
    if (petitionNo === null) return undefined;
    const [row] = await this.database.query<StatusRow>(sql`
      SELECT p.petition_no AS "petitionNo", p.lookup_hash AS "lookupHash", p.received_at AS "receivedAt",
        p.category_code AS "categoryCode", c.id AS "caseId", l.came_from_case_id AS "cameFromCaseId", c.case_no AS "caseNo", c.status,
        c.lead_agency_code AS "leadAgencyCode", c.due_at AS "dueAt"
      FROM petitions p
      JOIN case_petitions l ON l.petition_id = p.id
      JOIN cases c ON c.id = l.case_id
      WHERE p.petition_no = ${petitionNo}`);
    return row;
  }
}
