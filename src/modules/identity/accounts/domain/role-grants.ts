import type { Scope } from '../../../../kernel/actor.ts';
import type { FieldError } from '../../../../kernel/errors.ts';
import type { Role, RoleGrant } from '../../domain/role.ts';

/** Held at an agency; every other role is held for the whole city. */
const AGENCY_ROLES: readonly Role[] = ['HANDLER', 'AGENCY_SUPERVISOR'];

/** Everything that is wrong with roles that somebody wants an account to have. @param within the agencies for which they may ask */
export function grantErrors(
  grants: readonly RoleGrant[],
  isActiveAgency: (code: string) => boolean,
  within: Scope,
): FieldError[] {
  const twice = grants.filter((grant, i) => grants.findIndex((other) => isSame(grant, other)) < i);
  return [
    ...grants.flatMap((grant, i) => errorsOf(grant, `roles.${i}`, isActiveAgency, within)),
    ...(twice.length > 0 ? [TWICE] : []),
  ];
}

function errorsOf(
  { role, agencyCode }: RoleGrant,
  field: string,
  isActiveAgency: (code: string) => boolean,
  within: Scope,
): FieldError[] {
  if (!AGENCY_ROLES.includes(role)) {
    if (agencyCode !== null) return [{ field: `${field}.agencyCode`, code: 'role.city_wide', text: CITY_WIDE }];
    return within.all ? [] : [{ field, code: 'role.not_yours', text: NOT_YOURS }];
  }
  if (agencyCode === null) return [{ field: `${field}.agencyCode`, code: 'field.required', text: REQUIRED }];
  if (!within.all && !within.agencyCodes.includes(agencyCode)) return [{ field, code: 'role.not_yours', text: NOT_YOURS }];
  return isActiveAgency(agencyCode) ? [] : [{ field: `${field}.agencyCode`, code: 'agency.unknown', text: UNKNOWN }];
}

const isSame = (a: RoleGrant, b: RoleGrant): boolean => a.role === b.role && a.agencyCode === b.agencyCode;

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
