import type { Role } from './role.ts';

/** An agency, as far as accounts for its staff need it. */
export interface StaffedAgency {
  readonly code: string;
  readonly nameZh: string;
  readonly receivesCases: boolean;
}

/** One account of a demonstration; each has one role. */
export interface DemonstrationAccount {
  readonly username: string;
  readonly displayName: string;
  /** Ends in `.invalid` (RFC 2606): no mail to it leaves a mail server. */
  readonly email: string;
  readonly role: Role;
  readonly agencyCode: string | null;
}

const CITY_STAFF: readonly (readonly [username: string, displayName: string, role: Role])[] = [
  ['operator', '話務人員', 'OPERATOR'],
  ['dispatcher', '分派人員', 'DISPATCHER'],
  ['city', '研考人員', 'CITY_SUPERVISOR'],
  ['village', '里長', 'VILLAGE_HEAD'],
  ['admin', '系統管理員', 'ADMIN'],
  ['auditor', '稽核人員', 'AUDITOR'],
];

/** One account for each role of the city, and a handler and a supervisor for every agency that can receive cases. */
export function demonstrationAccounts(agencies: readonly StaffedAgency[]): DemonstrationAccount[] {
  const city = CITY_STAFF.map(([username, displayName, role]) => account(username, displayName, role, null));
  const staffed = agencies.filter(({ receivesCases }) => receivesCases);
  return [
    ...city,
    ...staffed.flatMap(({ code, nameZh }) => [
      account(`handler.${code.toLowerCase()}`, `${nameZh} 承辦人`, 'HANDLER', code),
      account(`supervisor.${code.toLowerCase()}`, `${nameZh} 主管`, 'AGENCY_SUPERVISOR', code),
    ]),
  ];
}

const account = (username: string, displayName: string, role: Role, agencyCode: string | null): DemonstrationAccount => ({
  username,
  displayName,
  email: `${username}@demonstration.invalid`,
  role,
  agencyCode,
});
