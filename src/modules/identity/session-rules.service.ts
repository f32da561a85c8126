import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import { type Settings, SETTINGS_TOKEN } from '../../platform/config/index.ts';
import { AccountPolicy } from './domain/account-policy.ts';
import type { CredentialCarrier } from './domain/credential.ts';
import { isPasswordOld, type PasswordAge } from './domain/password-age.ts';
import type { RoleGrant } from './domain/role.ts';
import { mayActByCookie } from './domain/same-origin.ts';
import { type SessionLengths, sessionLengths } from './sessions/domain/session-end.ts';

/** Under a simulated clock: a year that is shown in an hour must not sign out those who watch it. */
export const SIMULATED_SESSION_HOURS = 500 * 24;
const HOUR_MS = 3_600_000;

/** What the city and the settings say about sessions. */
@Injectable()
export class SessionRules {
  constructor(
    private readonly policy: AccountPolicy,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  lengthsFor(roles: readonly RoleGrant[]): SessionLengths {
    if (!this.settings.simulatedClock) return sessionLengths(roles, this.policy);
    return { idleMs: SIMULATED_SESSION_HOURS * HOUR_MS, totalMs: SIMULATED_SESSION_HOURS * HOUR_MS };
  }

  /** A database that once served a demonstration must not bring its accounts into production. */
  isForeign({ demonstration }: { readonly demonstration: boolean }): boolean {
    return demonstration && this.settings.production;
  }

  isPasswordOld(age: PasswordAge, now: Date): boolean {
    return isPasswordOld(age, this.policy.passwordDays, now);
  }

  mayActByCookie(request: CredentialCarrier): boolean {
    return mayActByCookie(request, this.settings.publicUrl);
  }
}
