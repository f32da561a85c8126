import type { Scope } from '../../../kernel/actor.ts';
import type { RoleGrant } from './role.ts';

/** Which cases a role reaches in what it may do, the widest first. */
export const REACHES = [
  'CITY', // every case; not for those who hold the role for one district only
  'DISTRICT', // those of the district that the role is held for; every case when it is held for the whole city
  'AGENCY', // those of the agency that the role is held at, and of the bodies below it
  'OWN', // those whose petition one registered oneself
  'NONE', // no case: the permission is about something else
] as const;

export type Reach = (typeof REACHES)[number];

/** A role as somebody holds it, and how far it reaches in one permission. */
export interface Duty {
  readonly grant: RoleGrant;
  readonly reach: Reach;
}

/** What these duties reach together. */
export function scopeOf(duties: readonly Duty[]): Scope {
  if (duties.some(isCityWide)) return { all: true };
  const of = (reach: Reach): RoleGrant[] => duties.filter((duty) => duty.reach === reach).map(({ grant }) => grant);
  const agencyCodes = distinct(of('AGENCY').flatMap(({ agencyCode }) => agencyCode ?? []));
  const belowCodes = distinct(of('AGENCY').flatMap(({ below }) => below ?? [])).filter((code) => !agencyCodes.includes(code));
  const districtCodes = distinct(of('DISTRICT').flatMap(({ districtCode }) => districtCode ?? []));
  return {
    all: false,
    agencyCodes,
    ...(belowCodes.length > 0 && { belowCodes }),
    ...(districtCodes.length > 0 && { districtCodes }),
    ...(of('OWN').length > 0 && { own: true }),
  };
}

const isCityWide = ({ grant, reach }: Duty): boolean => reach === 'CITY' || (reach === 'DISTRICT' && !grant.districtCode);

const distinct = (codes: readonly string[]): string[] => [...new Set(codes)];
