import { Injectable } from '@nestjs/common';
import type { Caller } from '../../kernel/actor.ts';
import { AccountService } from './account.service.ts';
import type { Identity } from './domain/account.ts';
import type { CredentialCarrier } from './domain/credential.ts';
import { SessionService, type SessionToken, type SignInDesk } from './session.service.ts';

export interface SignedIn extends SessionToken {
  readonly identity: Identity;
}

/** Signing in and out: the account answers for the password, the session for everything after. */
@Injectable()
export class IdentityService {
  constructor(
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
  ) {}

  /** @throws BadCredentials, AccountLocked */
  async signIn(username: string, password: string, desk: SignInDesk = {}): Promise<SignedIn> {
    const identity = await this.accounts.authenticate(username, password);
    return { ...(await this.sessions.open(identity, desk)), identity };
  }

  signOut(caller: Caller, request: CredentialCarrier): Promise<void> {
    return this.sessions.close(caller, request);
  }
}
