import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../kernel/actor.ts';
import { AddressList } from '../../platform/addresses/index.ts';
import { type Settings, SETTINGS_TOKEN } from '../../platform/config/index.ts';
import { Authenticator } from '../../platform/http/index.ts';
import { ApiKeyCallers } from './api-keys/api-key-caller.service.ts';
import { awayFromDesk, isAdministrator } from './domain/administration.ts';
import type { CredentialCarrier } from './domain/credential.ts';
import { SessionService } from './session.service.ts';

/** A request as far as it says who calls, and from where. */
export interface CallingRequest extends CredentialCarrier {
  readonly ip: string;
}

/** Finds out who calls: a program by its key, or somebody by their session. A key counts before a session, even when it is worthless. */
@Injectable()
export class Callers extends Authenticator {
  private readonly desks: AddressList;

  constructor(
    private readonly sessions: SessionService,
    private readonly keys: ApiKeyCallers,
    @Inject(SETTINGS_TOKEN) { edge }: Settings,
  ) {
    super();
    this.desks = AddressList.of(edge.adminAddresses);
  }

  /** @throws CrossSiteRequest */
  async authenticate(request: CallingRequest): Promise<Caller | null> {
    const key = request.headers['x-api-key'];
    const caller = key === undefined ? await this.sessions.authenticate(request) : await this.keys.find(String(key));
    return caller !== null && this.isAwayFromDesk(caller, request.ip) ? awayFromDesk(caller) : caller;
  }

  private isAwayFromDesk(caller: Caller, ip: string): boolean {
    return !this.desks.isEmpty && isAdministrator(caller) && !this.desks.has(ip);
  }
}
