import { PageQuery } from '../../platform/http/index.ts';
import type { Agency } from './domain/agency.ts';

export class AgencyQuery extends PageQuery {}

export class AgencyView {
  code: string;
  name: string;
  nameEn: string;
  kind: string;
  parentCode: string | null;
  /** The one district it serves; null when it serves several or the whole city. */
  districtCode: string | null;
  districtCodes: string[];
  receivesCases: boolean;
  active: boolean;
  successorCode: string | null;
}

export const toAgencyView = (agency: Agency, active: boolean): AgencyView => ({
  code: agency.code,
  name: agency.nameZh,
  nameEn: agency.nameEn,
  kind: agency.kind,
  parentCode: agency.parentCode,
  districtCode: agency.districtCodes.length === 1 ? agency.districtCodes[0]! : null,
  districtCodes: [...agency.districtCodes],
  receivesCases: agency.receivesCases,
  active,
  successorCode: agency.successorCode,
});
