import type { Scope } from '../../../../kernel/actor.ts';
import type { FieldError } from '../../../../kernel/errors.ts';
import { DISTRICT_ROLES, isHeldAtAgency, isSameGrant, type RoleGrant, type RolePlaces } from '../../domain/role.ts';

/** Everything that is wrong with roles that somebody wants an account to have. @param within the agencies for which they may ask */
export function grantErrors(grants: readonly RoleGrant[], places: RolePlaces, within: Scope): FieldError[] {
  const twice = grants.filter((grant, i) => grants.findIndex((other) => isSameGrant(grant, other)) < i);
  return [
    ...grants.flatMap((grant, i) => [
      ...agencyErrors(grant, `roles.${i}`, places, within),
      ...districtErrors(grant, `roles.${i}.districtCode`, places),
    ]),
    ...(twice.length > 0 ? [TWICE] : []),
  ];
}

function agencyErrors({ role, agencyCode }: RoleGrant, field: string, places: RolePlaces, within: Scope): FieldError[] {
  if (!isHeldAtAgency(role)) {
    if (agencyCode !== null) return [{ field: `${field}.agencyCode`, code: 'role.city_wide', text: CITY_WIDE }];
    return within.all ? [] : [{ field, code: 'role.not_yours', text: NOT_YOURS }];
  }
  if (agencyCode === null) return [{ field: `${field}.agencyCode`, code: 'field.required', text: REQUIRED }];
  if (!within.all && !within.agencyCodes.includes(agencyCode)) return [{ field, code: 'role.not_yours', text: NOT_YOURS }];
  return places.isAgency(agencyCode) ? [] : [{ field: `${field}.agencyCode`, code: 'agency.unknown', text: UNKNOWN }];
}

function districtErrors({ role, districtCode = null }: RoleGrant, field: string, places: RolePlaces): FieldError[] {
  if (districtCode === null) return [];
  if (!DISTRICT_ROLES.includes(role)) return [{ field, code: 'role.no_district', text: NO_DISTRICT }];
  return places.isDistrict(districtCode) ? [] : [{ field, code: 'district.unknown', text: UNKNOWN_DISTRICT }];
}

const TWICE: FieldError = {
  field: 'roles',
  code: 'field.duplicate',
  text: { 'zh-TW': '項目重複', en: 'has an entry twice' },
};
const CITY_WIDE = { 'zh-TW': '此角色屬全市，不可指定機關', en: 'This role is held for the whole city, at no agency' };
const NOT_YOURS = {
  'zh-TW': '只能為所屬機關申請承辦人或主管',
  en: 'You may only ask for handlers and supervisors of your own agency',
};
const REQUIRED = { 'zh-TW': '必填', en: 'is required' };
const UNKNOWN = { 'zh-TW': '沒有這個機關', en: 'there is no such agency' };
const NO_DISTRICT = { 'zh-TW': '此角色不可只限一個行政區', en: 'This role is not held for one district' };
const UNKNOWN_DISTRICT = { 'zh-TW': '本市沒有這個行政區', en: 'the city has no such district' };
