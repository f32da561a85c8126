import type { Role } from './role.ts';

/** How long a session of somebody lasts. */
export interface SessionLimits {
  /** Minutes without a request after which it is over; 1 or more. */
  readonly idleMinutes: number;
  /** Hours after which it is over in any case; 1 or more. */
  readonly hours: number;
}

/**
 * What a city decides about the accounts of its staff (資通系統防護基準, 存取控制 and 識別與鑑別). A part of its city pack: `accounts` in
 * city.json.
 */
export abstract class AccountPolicy {
  /** Limits of sessions, where `sessionsByRole` says nothing. Who holds several roles has the shortest of each. */
  abstract readonly sessions: SessionLimits;
  abstract readonly sessionsByRole: Readonly<Partial<Record<Role, SessionLimits>>>;
  /** Days after which a password must be changed; 0: never. */
  abstract readonly passwordDays: number;
  /** So many passwords, the present one among them, are not taken again; 3 or more. */
  abstract readonly passwordsRemembered: number;
  /** Minutes for which a link to choose a new password works. */
  abstract readonly resetMinutes: number;
  /** Days without a sign-in after which an account is disabled. */
  abstract readonly idleDays: number;
  /** Days for which a temporary account lasts at most. */
  abstract readonly temporaryDays: number;
  /** Whoever holds one of these roles signs in with a second factor. */
  abstract readonly secondFactorRoles: readonly Role[];
}
