import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Settings, SETTINGS_TOKEN } from '../../platform/config/index.ts';
import { Database } from '../../platform/database/index.ts';
import { relayAddress } from './domain/relay-address.ts';
import { RelayAddressRepository } from './relay-address.repository.ts';

const TOKEN_BYTES = 10;

/** Where petitioners answer to: never to somebody's own address. */
@Injectable()
export class RelayAddresses {
  constructor(
    private readonly database: Database,
    private readonly addresses: RelayAddressRepository,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** Null where the city has no mailbox for answers, and for staff. */
  async of(petitionId: string | null): Promise<string | null> {
    const { relayAddress: mailbox } = this.settings;
    if (mailbox === null || petitionId === null) return null;
    const token = randomBytes(TOKEN_BYTES).toString('hex');
    const key = await this.database.transaction((tx) => this.addresses.keyOf(tx, petitionId, token));
    return relayAddress(mailbox, key);
  }
}
