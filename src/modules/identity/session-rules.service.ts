import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../kernel/actor.ts';
import { type Settings, SETTINGS_TOKEN } from '../../platform/config/index.ts';
import { AccountPolicy } from './domain/account-policy.ts';
import { callerOf } from './domain/account.ts';
import type { Credential, CredentialCarrier } from './domain/credential.ts';
import { mayActByCookie } from './domain/same-origin.ts';
import { factorRestriction } from './second-factor/domain/demand.ts';
import type { SessionHolder } from './session.repository.ts';

const HOUR_MS = 3_600_000;
/** A working day and its overtime. */
export const SESSION_HOURS = 12;
/** Under a simulated clock: a year that is shown in an hour must not sign out those who watch it. */
export const SIMULATED_SESSION_HOURS = 500 * 24;

/** What the installation and the city decide about sessions. */
@Injectable()
export class SessionRules {
  constructor(
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
    private readonly policy: AccountPolicy,
  ) {}

  /** A database that once served a demonstration must not bring its accounts into production. */
  isForeign({ demonstration }: { readonly demonstration: boolean }): boolean {
    return demonstration && this.settings.production;
  }

  endOf(openedAt: Date): Date {
    const hours = this.settings.simulatedClock ? SIMULATED_SESSION_HOURS : SESSION_HOURS;
    return new Date(openedAt.getTime() + hours * HOUR_MS);
  }

  /** Whether a request may be carried out by the credential that it came with. */
  mayAct(request: CredentialCarrier, { by }: Credential): boolean {
    return by === 'BEARER' || mayActByCookie(request, this.settings.publicUrl);
  }

  /** The holder of a session, and what they have to do before anything else. */
  callerOf(holder: SessionHolder): Caller {
    const caller = callerOf(holder);
    return { ...caller, restriction: factorRestriction(caller, holder, this.policy) };
  }
}
