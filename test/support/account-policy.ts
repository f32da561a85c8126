import type { AccountPolicy } from '../../src/modules/identity/index.ts';

/** What a pack decides about accounts, with sessions that end when they are twelve hours old. */
export const PATIENT_ACCOUNTS = {
  sessions: { idleMinutes: 1_440, hours: 12 },
  sessionsByRole: {},
  passwordDays: 180,
  passwordsRemembered: 3,
  resetMinutes: 30,
  idleDays: 90,
  temporaryDays: 90,
  secondFactorRoles: [],
} satisfies AccountPolicy;
