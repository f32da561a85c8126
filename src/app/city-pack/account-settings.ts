import { type AccountPolicy, type Role, ROLES, type SessionLimits } from '../../modules/identity/index.ts';
import { isObject, isWhole } from './members.ts';

/** What holds where a pack says nothing of it. */
const USUAL: AccountPolicy = {
  sessions: { idleMinutes: 30, hours: 12 },
  sessionsByRole: { ADMIN: { idleMinutes: 15, hours: 8 }, AUDITOR: { idleMinutes: 15, hours: 8 } },
  passwordDays: 180,
  passwordsRemembered: 3,
  resetMinutes: 30,
  idleDays: 90,
  temporaryDays: 90,
  secondFactorRoles: ['ADMIN', 'AUDITOR', 'CITY_SUPERVISOR'],
};

/** Between which each number must be. */
const BETWEEN = {
  passwordDays: [0, 3_650],
  passwordsRemembered: [3, 24],
  resetMinutes: [5, 1_440],
  idleDays: [1, 3_650],
  temporaryDays: [1, 366],
} as const;

const MINUTES_OF_DAY = 1_440;

type Report = (reason: string) => void;

/** Reads `accounts` of `city.json`. Every wrong member is reported; what is left out is as usual. */
export function readAccountPolicy(value: unknown, report: Report): AccountPolicy {
  if (value === undefined) return USUAL;
  if (!isObject(value)) {
    report('is not an object');
    return USUAL;
  }
  for (const key of Object.keys(value).filter((name) => !(name in USUAL))) report(`${key} is not a setting of accounts`);
  const whole = (key: keyof typeof BETWEEN): number => {
    const [least, most] = BETWEEN[key];
    const given = value[key] ?? USUAL[key];
    if (isWhole(given, least, most)) return given;
    report(`${key} is not a whole number from ${least} to ${most}`);
    return USUAL[key];
  };
  return {
    sessions: sessionLimits('sessions', value['sessions'] ?? USUAL.sessions, report),
    sessionsByRole: byRole(value['sessionsByRole'] ?? USUAL.sessionsByRole, report),
    passwordDays: whole('passwordDays'),
    passwordsRemembered: whole('passwordsRemembered'),
    resetMinutes: whole('resetMinutes'),
    idleDays: whole('idleDays'),
    temporaryDays: whole('temporaryDays'),
    secondFactorRoles: roles(value['secondFactorRoles'] ?? USUAL.secondFactorRoles, report),
  };
}

function sessionLimits(name: string, value: unknown, report: Report): SessionLimits {
  const { idleMinutes, hours, ...rest } = isObject(value) ? value : {};
  if (isWhole(idleMinutes, 1, MINUTES_OF_DAY) && isWhole(hours, 1, 24) && Object.keys(rest).length === 0) {
    return { idleMinutes, hours };
  }
  report(`${name} is not { "idleMinutes": 1 to ${MINUTES_OF_DAY}, "hours": 1 to 24 }`);
  return USUAL.sessions;
}

function byRole(value: unknown, report: Report): AccountPolicy['sessionsByRole'] {
  if (!isObject(value)) {
    report('sessionsByRole is not an object of roles and limits');
    return {};
  }
  return Object.fromEntries(
    Object.entries(value).map(([role, limits]) => {
      if (!isRole(role)) report(`sessionsByRole ${role} is not a role`);
      return [role, sessionLimits(`sessionsByRole ${role}`, limits, report)];
    }),
  );
}

function roles(value: unknown, report: Report): Role[] {
  const listed: unknown[] = Array.isArray(value) ? value : [null];
  if (!listed.every(isRole)) report(`secondFactorRoles is not a list of ${ROLES.join(', ')}`);
  return listed.filter(isRole);
}

const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);
