import { PageQuery } from '../../platform/http/index.ts';
import type { Category } from './domain/category.ts';

export class CategoryQuery extends PageQuery {}

/** A service level: so many hours, working hours, working days or calendar days. */
export class SlaView {
  value: number;
  unit: string;
}

export class CategoryView {
  code: string;
  name: string;
  nameEn: string;
  groupCode: string;
  groupName: string;
  urgency: string;
  sla: SlaView;
  locationRequired: boolean;
  safetyHazard: boolean;
  confidential: boolean;
  /** Whether it can be reported as city appearance (市容查報). */
  cityAppearance: boolean;
  cityAppearanceNo: number | null;
  directDispatch: boolean;
  active: boolean;
}

export const toCategoryView = (category: Category, active: boolean): CategoryView => ({
  code: category.code,
  name: category.nameZh,
  nameEn: category.nameEn,
  groupCode: category.groupCode,
  groupName: category.groupZh,
  urgency: category.urgency,
  sla: category.sla,
  locationRequired: category.locationRequired,
  safetyHazard: category.safetyHazard,
  confidential: category.confidential,
  cityAppearance: category.cityAppearanceNo !== null,
  cityAppearanceNo: category.cityAppearanceNo,
  directDispatch: category.directDispatch,
  active,
});
