/** The roles of a city's staff. */
export const ROLES = [
  'OPERATOR', // 話務人員
  'DISPATCHER', // 分派人員
  'HANDLER', // 承辦人
  'AGENCY_SUPERVISOR', // 單位主管
  'CITY_SUPERVISOR', // 研考
  'VILLAGE_HEAD', // 里長
  'ADMIN',
  'AUDITOR',
] as const;

export type Role = (typeof ROLES)[number];

/** A role as an account holds it: at one agency, for one district, or (both null) for the whole city. */
export interface RoleGrant {
  readonly role: Role;
  readonly agencyCode: string | null;
  /** Only of a role that is held for the cases of one district. */
  readonly districtCode?: string | null;
  /** The bodies below the agency, at any depth; not known where only the role itself matters. */
  readonly below?: readonly string[];
}

/** The roles that look after the whole city, and may be held for one district of it. */
export const DISTRICT_ROLES: readonly Role[] = ['OPERATOR', 'DISPATCHER', 'CITY_SUPERVISOR', 'AUDITOR'];

/** Whether a role is held at an agency, and is nothing without one. */
export const isHeldAtAgency = (role: Role): boolean => role === 'HANDLER' || role === 'AGENCY_SUPERVISOR';

/** Where roles may be held today. */
export interface RolePlaces {
  isAgency(code: string): boolean;
  isDistrict(code: string): boolean;
}

/** The same role at the same agency, for the same district. */
export const isSameGrant = (a: RoleGrant, b: RoleGrant): boolean => textOfGrant(a) === textOfGrant(b);

/** In one word, by which grants are compared and put in order: `HANDLER@AGENCY`, `OPERATOR#68000020`, `ADMIN`. */
export const textOfGrant = ({ role, agencyCode, districtCode }: RoleGrant): string =>
  `${role}${agencyCode === null ? '' : `@${agencyCode}`}${districtCode ? `#${districtCode}` : ''}`;

/** Stands for the agency, or the district, of a role that is held for the whole city, where there must be a text. */
export const WHOLE_CITY = '*';
