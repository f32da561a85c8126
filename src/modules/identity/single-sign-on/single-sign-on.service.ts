import { Injectable } from '@nestjs/common';
import { SessionService, type SessionToken, type SignInDesk } from '../session.service.ts';
import { CallbackExpired, CallbackMalformed, CallbackRefused } from './domain/single-sign-on-errors.ts';
import { LinkedAccounts } from './linked-account.service.ts';
import { LoginTickets } from './login-ticket.service.ts';
import { VouchedPeople } from './vouched-person.service.ts';

/** A sign-in that was begun: where the browser goes, and what it keeps until it comes back. */
export interface BegunSignIn {
  readonly address: string;
  readonly ticket: string;
}

export interface SignedInElsewhere extends SessionToken {
  readonly returnTo: string;
}

/** Signing in by the city's single sign-on. */
@Injectable()
export class SingleSignOn {
  constructor(
    private readonly tickets: LoginTickets,
    private readonly people: VouchedPeople,
    private readonly accounts: LinkedAccounts,
    private readonly sessions: SessionService,
  ) {}

  /** @param returnTo a path of this site @throws SingleSignOnOff, ProviderUnavailable */
  async begin(returnTo: string): Promise<BegunSignIn> {
    const { ticket, sealed } = this.tickets.issue(returnTo);
    return { address: await this.people.addressFor(ticket), ticket: sealed };
  }

  /**
   * @param query of the callback
   * @param sealed what the browser kept; null: nothing
   * @param desk where they signed in
   * @throws SingleSignOnOff, CallbackMalformed, CallbackExpired, CallbackRefused, ProviderUnavailable, ClaimsIncomplete, NoRole,
   *   AccountDisabled, AccountNotLinked
   */
  async complete(query: string, sealed: string | null, desk: SignInDesk = {}): Promise<SignedInElsewhere> {
    const ticket = this.tickets.read(sealed ?? '');
    const state = stateOf(query);
    if (ticket === null) throw new CallbackExpired();
    if (state !== ticket.state) throw new CallbackRefused();
    const { issuer, proven, linkByUsername } = await this.people.prove(query, ticket);
    const account = await this.accounts.settle(issuer, proven, linkByUsername);
    const opened = await this.sessions.open(account, { ...desk, by: 'SINGLE_SIGN_ON', secondFactor: proven.secondFactor });
    return { ...opened, returnTo: ticket.returnTo };
  }
}

/** @throws CallbackMalformed when it carries neither an answer nor a refusal, or one of them twice */
function stateOf(query: string): string {
  const parameters = new URLSearchParams(query);
  const [states, answers] = [parameters.getAll('state'), [...parameters.getAll('code'), ...parameters.getAll('error')]];
  if (states.length !== 1 || answers.length !== 1) throw new CallbackMalformed();
  return states[0]!;
}
