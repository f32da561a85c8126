import { Injectable } from '@nestjs/common';
import type { Caller } from '../../kernel/actor.ts';
import { AccountService } from './account.service.ts';
import type { Identity } from './domain/account.ts';
import { FactorCheck, type FactorVerdict } from './second-factor/factor-check.service.ts';
import type { CredentialCarrier } from './domain/credential.ts';
import { SessionService, type SessionToken, type SignInDesk } from './session.service.ts';

export interface SignedIn extends SessionToken {
  readonly identity: Identity;
}

/** Where somebody signs in, and with what beside the password. */
export interface SignInAttempt extends Omit<SignInDesk, 'secondFactor'> {
  /** A code of the second factor, or a recovery code. */
  readonly totp?: string | null;
}

/** Signing in and out: the account answers for the password, the session for everything after. */
@Injectable()
export class IdentityService {
  constructor(
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
    private readonly factors: FactorCheck,
  ) {}

  /**
   * A wrong code is a failed attempt like a wrong password, and answered alike; a code that is missing is none.
   *
   * @throws BadCredentials, TotpRequired, AccountLocked
   */
  async signIn(username: string, password: string, { totp = null, ...desk }: SignInAttempt = {}): Promise<SignedIn> {
    let factor: FactorVerdict = 'NONE';
    const identity = await this.accounts.authenticate(username, password, async (tx, accountId) => {
      factor = await this.factors.judge(tx, accountId, totp);
      return factor !== 'WRONG';
    });
    const secondFactor = (factor as FactorVerdict) === 'RIGHT';
    return { ...(await this.sessions.open(identity, { ...desk, secondFactor })), identity };
  }

  signOut(caller: Caller, request: CredentialCarrier): Promise<void> {
    return this.sessions.close(caller, request);
  }
}
