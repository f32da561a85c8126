import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.ts';
import { sql, type Tx } from '../../platform/database/index.ts';
import type { CaseRuled } from '../cases/index.ts';

/** A ruling, who made it and when. */
export interface NewPrecedent {
  readonly factId: string;
  readonly caseId: string;
  readonly ruling: CaseRuled['data'];
  readonly ruledBy: string;
  readonly ruledAt: Date;
}

@Injectable()
export class PrecedentRepository {
  async insert(tx: Tx, { factId, caseId, ruling, ruledBy, ruledAt }: NewPrecedent): Promise<void> {
    await tx.query(sql`
      INSERT INTO precedents (id, fact_id, case_id, category_code, district_code, village_code, from_agency_code, agency_code, reason,
        ruled_by, ruled_at)
      VALUES (${newId()}, ${factId}, ${caseId}, ${ruling.categoryCode}, ${ruling.districtCode}, ${ruling.villageCode},
        ${ruling.fromAgencyCode}, ${ruling.agencyCode}, ${ruling.reason}, ${ruledBy}, ${ruledAt})`);
  }
}
