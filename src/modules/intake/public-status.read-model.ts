import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parseReferenceNumber } from '../../kernel/reference-number.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { Facts, type Stored } from '../../platform/facts/index.ts';
import { Agencies } from '../agencies/index.ts';
import type { CaseClosed } from '../cases/index.ts';
import { Catalog } from '../catalog/index.ts';
import { lookupHash, PetitionNotFound } from '../petitions/index.ts';
import type { PublicStatusView } from './public-status.dto.ts';

interface StatusRow {
  readonly petitionNo: string;
  readonly lookupHash: Buffer;
  readonly receivedAt: Date;
  readonly categoryCode: string | null;
  readonly caseId: string;
  readonly caseNo: string;
  readonly status: string;
  readonly leadAgencyCode: string | null;
  readonly dueAt: Date;
}

/** What a citizen sees of a petition: its state, nothing about who sent it. */
@Injectable()
export class PublicStatus {
  constructor(
    private readonly database: Database,
    private readonly facts: Facts,
    private readonly agencies: Agencies,
    private readonly catalog: Catalog,
    private readonly time: CityTime,
  ) {}

  /** @throws PetitionNotFound for a wrong number and for a wrong code alike */
  async get(typedNo: string, code: string): Promise<PublicStatusView> {
    const row = await this.find(typedNo);
    if (!row || !timingSafeEqual(row.lookupHash, lookupHash(row.petitionNo, code))) throw new PetitionNotFound();
    const facts = (await this.facts.about(this.database, row.caseId)).filter((fact) => fact.public);
    const agency = row.leadAgencyCode === null ? undefined : this.agencies.find(row.leadAgencyCode);
    return {
      petitionNo: row.petitionNo,
      caseNo: row.caseNo,
      status: row.status,
      categoryName: (row.categoryCode !== null && this.catalog.find(row.categoryCode)?.nameZh) || null,
      agency: agency ? { code: agency.code, name: agency.nameZh } : null,
      receivedAt: this.time.write(row.receivedAt),
      dueAt: row.status === 'AWAITING_CONFIRMATION' ? null : this.time.write(row.dueAt),
      replies: closings(facts).map(({ at, data }) => ({ at: this.time.write(at), text: data.reply, outcome: data.outcome })),
      events: facts.map(({ at, type, data }) => ({
        at: this.time.write(at),
        type,
        text: type === 'case.noted' ? (data as { text: string }).text : null,
      })),
    };
  }

  private async find(typedNo: string): Promise<StatusRow | undefined> {
    const petitionNo = parseReferenceNumber('P', typedNo);
    if (petitionNo === null) return undefined;
    const [row] = await this.database.query<StatusRow>(sql`
      SELECT p.petition_no AS "petitionNo", p.lookup_hash AS "lookupHash", p.received_at AS "receivedAt",
        p.category_code AS "categoryCode", c.id AS "caseId", c.case_no AS "caseNo", c.status,
        c.lead_agency_code AS "leadAgencyCode", c.due_at AS "dueAt"
      FROM petitions p
      JOIN case_petitions l ON l.petition_id = p.id
      JOIN cases c ON c.id = l.case_id
      WHERE p.petition_no = ${petitionNo}`);
    return row;
  }
}

type Closing = Stored<CaseClosed>;

const closings = (facts: readonly Stored[]): Closing[] => facts.filter((fact) => fact.type === 'case.closed') as Closing[];
