import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.ts';
import { type Db, json, sql, type Tx } from '../../platform/database/index.ts';
import type { Category } from './domain/category.ts';

type CategoryRow = Omit<Category, 'sla'> & { readonly slaValue: number; readonly slaUnit: Category['sla']['unit'] };

@Injectable()
export class CategoryRepository {
  /** Every category as it is known now, those no longer offered included, by code. */
  async list(db: Db): Promise<Category[]> {
    const rows = await db.query<CategoryRow>(sql`
      SELECT c.code, c.name_zh AS "nameZh", c.name_en AS "nameEn", c.group_code AS "groupCode", c.group_zh AS "groupZh", c.urgency,
        c.sla_value AS "slaValue", c.sla_unit AS "slaUnit", c.location_required AS "locationRequired",
        c.safety_hazard AS "safetyHazard", c.confidential, c.direct_dispatch AS "directDispatch",
        c.city_appearance_no AS "cityAppearanceNo", c.owner_agency_code AS "ownerAgencyCode", c.keywords, c.aliases, c.valid_from AS "validFrom", c.valid_to AS "validTo",
        c.successor_code AS "successorCode"
      FROM categories c
      WHERE c.replaced_at IS NULL
      ORDER BY c.code`);
    return rows.map(({ slaValue, slaUnit, ...same }) => ({ ...same, sla: { value: slaValue, unit: slaUnit } }));
  }

  /** Puts new versions in the place of the current ones; the old ones stay as history. */
  async replace(tx: Tx, categories: readonly Category[], at: Date): Promise<void> {
    if (categories.length === 0) return;
    const rows = categories.map(({ sla, ...same }) => ({ id: newId(), slaValue: sla.value, slaUnit: sla.unit, ...same }));
    await tx.query(sql`
      UPDATE categories
      SET replaced_at = ${at}
      WHERE replaced_at IS NULL AND code = ANY(${rows.map((row) => row.code)})`);
    await tx.query(sql`
      INSERT INTO categories (id, code, name_zh, name_en, group_code, group_zh, urgency, sla_value, sla_unit, location_required,
        safety_hazard, confidential, direct_dispatch, city_appearance_no, owner_agency_code, keywords, aliases, valid_from, valid_to, successor_code,
        recorded_at)
      SELECT r.id, r.code, r."nameZh", r."nameEn", r."groupCode", r."groupZh", r.urgency, r."slaValue", r."slaUnit",
        r."locationRequired", r."safetyHazard", r.confidential, r."directDispatch", r."cityAppearanceNo", r."ownerAgencyCode", r.keywords, r.aliases,
        r."validFrom", r."validTo", r."successorCode", ${at}
      FROM jsonb_to_recordset(${json(rows)}) AS r (id uuid, code text, "nameZh" text, "nameEn" text, "groupCode" text,
        "groupZh" text, urgency text, "slaValue" integer, "slaUnit" text, "locationRequired" boolean, "safetyHazard" boolean,
        confidential boolean, "directDispatch" boolean, "cityAppearanceNo" integer, "ownerAgencyCode" text, keywords text[], aliases text[],
        "validFrom" date, "validTo" date, "successorCode" text)`);
  }
}
