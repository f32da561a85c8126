import { Injectable } from '@nestjs/common';
import { CityRolePlaces } from '../role-places.service.ts';
import { type ProvenPerson, provenPerson } from './domain/proven-person.ts';
import { SingleSignOnSetup } from './domain/single-sign-on-setup.ts';
import type { LoginTicket } from './login-ticket.service.ts';
import { OpenIdProvider } from './open-id-provider.service.ts';

/** Somebody, the provider that vouches for them, and whether the city lets that make them the holder of an account of their name. */
export interface Vouched {
  readonly issuer: string;
  readonly proven: ProvenPerson;
  readonly linkByUsername: boolean;
}

/** Who comes back from the provider, as the city reads what it says of them. */
@Injectable()
export class VouchedPeople {
  constructor(
    private readonly provider: OpenIdProvider,
    private readonly setup: SingleSignOnSetup,
    private readonly places: CityRolePlaces,
  ) {}

  /** Where a browser is sent to sign in. @throws SingleSignOnOff, ProviderUnavailable */
  addressFor(ticket: LoginTicket): Promise<string> {
    return this.provider.addressFor(ticket);
  }

  /** @param query of the callback @throws CallbackRefused, ClaimsIncomplete, ProviderUnavailable */
  async prove(query: string, ticket: LoginTicket): Promise<Vouched> {
    const { access, policy } = this.setup;
    const told = await this.provider.claimsOf(query, ticket);
    return {
      issuer: access.issuer,
      proven: provenPerson(told, policy, this.places),
      linkByUsername: policy.linkByUsername,
    };
  }
}
