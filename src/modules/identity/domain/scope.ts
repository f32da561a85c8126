import type { Scope } from '../../../kernel/actor.ts';
import type { Role, RoleGrant } from './role.ts';

/** Which cases each role reaches in what it may do: every one, those of the agency it is held at, or none. */
const REACH: Readonly<Record<Role, 'CITY' | 'AGENCY' | 'NONE'>> = {
  OPERATOR: 'CITY',
  DISPATCHER: 'CITY',
  HANDLER: 'AGENCY',
  AGENCY_SUPERVISOR: 'AGENCY',
  CITY_SUPERVISOR: 'CITY',
  VILLAGE_HEAD: 'NONE',
  ADMIN: 'CITY',
  AUDITOR: 'CITY',
};

/** Whether a role is held at an agency, and is nothing without one. */
export const isHeldAtAgency = (role: Role): boolean => REACH[role] === 'AGENCY';

/** What these roles reach together. */
export function scopeOf(grants: readonly RoleGrant[]): Scope {
  if (grants.some(({ role }) => REACH[role] === 'CITY')) return { all: true };
  const agencies = grants.filter(({ role }) => REACH[role] === 'AGENCY').map(({ agencyCode }) => agencyCode);
  return { all: false, agencyCodes: [...new Set(agencies.filter((code) => code !== null))] };
}
