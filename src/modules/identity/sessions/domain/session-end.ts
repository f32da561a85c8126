import type { AccountPolicy, SessionLimits } from '../../domain/account-policy.ts';
import type { RoleGrant } from '../../domain/role.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long a session lasts, in milliseconds. */
export interface SessionLengths {
  readonly idleMs: number;
  readonly totalMs: number;
}

/** When a session began and was last used. */
export interface SessionTimes {
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  /** What was promised when it was opened. */
  readonly expiresAt: Date;
}

/** A session as its holder sees it. */
export interface OwnSession extends SessionTimes {
  readonly id: string;
  readonly client: string | null;
  readonly address: string | null;
}

/** The limits for somebody: of each the shortest that one of their roles has. */
export function sessionLengths(
  roles: readonly RoleGrant[],
  policy: Pick<AccountPolicy, 'sessions' | 'sessionsByRole'>,
): SessionLengths {
  const limits: SessionLimits[] = roles.map(({ role }) => policy.sessionsByRole[role] ?? policy.sessions);
  const all = limits.length > 0 ? limits : [policy.sessions];
  return {
    idleMs: Math.min(...all.map(({ idleMinutes }) => idleMinutes)) * MINUTE_MS,
    totalMs: Math.min(...all.map(({ hours }) => hours)) * HOUR_MS,
  };
}

/** The instant at which a session is over unless it is used before: by its present limits, and never later than was promised. */
export const sessionEnd = ({ createdAt, lastSeenAt, expiresAt }: SessionTimes, { idleMs, totalMs }: SessionLengths): Date =>
  new Date(Math.min(expiresAt.getTime(), createdAt.getTime() + totalMs, lastSeenAt.getTime() + idleMs));

/**
 * Whether it is to be written down that a session is used: at most once a minute, and often enough for a short limit. What is not
 * written ends the session so much too early, never too late.
 */
export const isToBeSeen = ({ lastSeenAt }: SessionTimes, { idleMs }: SessionLengths, now: Date): boolean =>
  now.getTime() - lastSeenAt.getTime() >= Math.min(MINUTE_MS, idleMs / 4);
