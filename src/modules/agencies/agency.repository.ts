import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.ts';
import { type Db, json, sql, type Tx } from '../../platform/database/index.ts';
import type { Agency } from './domain/agency.ts';

@Injectable()
export class AgencyRepository {
  /** Every agency as it is known now, dissolved ones included, by code. */
  list(db: Db): Promise<Agency[]> {
    return db.query<Agency>(sql`
      SELECT a.code, a.name_zh AS "nameZh", a.name_en AS "nameEn", a.kind, a.parent_code AS "parentCode",
        a.district_codes AS "districtCodes", a.receives_cases AS "receivesCases", a.valid_from AS "validFrom",
        a.valid_to AS "validTo", a.successor_code AS "successorCode"
      FROM agencies a
      WHERE a.replaced_at IS NULL
      ORDER BY a.code`);
  }

  /** Puts new versions in the place of the current ones; the old ones stay as history. */
  async replace(tx: Tx, agencies: readonly Agency[], at: Date): Promise<void> {
    if (agencies.length === 0) return;
    await tx.query(sql`
      UPDATE agencies
      SET replaced_at = ${at}
      WHERE replaced_at IS NULL AND code = ANY(${agencies.map((agency) => agency.code)})`);
    await tx.query(sql`
      INSERT INTO agencies (id, code, name_zh, name_en, kind, parent_code, district_codes, receives_cases, valid_from, valid_to,
        successor_code, recorded_at)
      SELECT r.id, r.code, r."nameZh", r."nameEn", r.kind, r."parentCode", r."districtCodes", r."receivesCases", r."validFrom",
        r."validTo", r."successorCode", ${at}
      FROM jsonb_to_recordset(${json(agencies.map((agency) => ({ id: newId(), ...agency })))}) AS r (id uuid, code text,
        "nameZh" text, "nameEn" text, kind text, "parentCode" text, "districtCodes" text[], "receivesCases" boolean,
        "validFrom" date, "validTo" date, "successorCode" text)`);
  }
}
