import { Inject, Injectable } from '@nestjs/common';
import type { Caller, Restriction } from '../../kernel/actor.ts';
import { Clock } from '../../platform/clock/index.ts';
import { type Settings, SETTINGS_TOKEN } from '../../platform/config/index.ts';
import { AccountPolicy } from './domain/account-policy.ts';
import { callerOf } from './domain/account.ts';
import { type Credential, type CredentialCarrier, credentialOf } from './domain/credential.ts';
import { isPasswordOld } from './domain/password-age.ts';
import type { RoleGrant } from './domain/role.ts';
import { mayActByCookie } from './domain/same-origin.ts';
import { factorRestriction } from './second-factor/domain/demand.ts';
import type { SessionHolder } from './session.repository.ts';
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

  /** The session's token that a request carries, or null. */
  credentialOf(request: CredentialCarrier): Credential | null {
    return credentialOf(request, this.settings.publicUrl.startsWith('https:'));
  }

  /** Whether a request may be carried out by the credential that it came with. */
  mayAct(request: CredentialCarrier, { by }: Credential): boolean {
    return by === 'BEARER' || mayActByCookie(request, this.settings.publicUrl);
  }

  /** The holder of a session, and what they have to do before anything else. */
  callerOf(holder: SessionHolder, now: Date): Caller {
    const caller = callerOf(holder);
    return { ...caller, sessionId: holder.sessionId, restriction: this.restrictionOf(caller, holder, now) };
  }

  /**
   * The second factor comes first: a password is changed by nobody who has yet to show the one there is. Setting one up asks for no
   * other password, so that both can be done one after the other. Whoever did not sign in by a password need not change it.
   */
  private restrictionOf(caller: Caller, holder: SessionHolder, now: Date): Restriction | null {
    const factor = factorRestriction(caller, holder, this.policy);
    if (factor !== null) return factor;
    const isOutworn = holder.mustChangePassword || isPasswordOld(holder, this.policy.passwordDays, now);
    return isOutworn && holder.openedBy === 'PASSWORD' ? 'PASSWORD' : null;
  }
}
