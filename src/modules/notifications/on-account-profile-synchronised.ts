import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { ProfileSynchronised } from '../identity/index.ts';
import { AccountAlerts } from './account-alerts.service.ts';

/** Whoever signs in elsewhere hears of another address that came from there, at the one before too. */
@On<ProfileSynchronised>('account.profile_synchronised')
export class AlertOfSynchronisedAddress implements Reaction<ProfileSynchronised> {
  constructor(private readonly alerts: AccountAlerts) {}

  react(tx: Tx, fact: Stored<ProfileSynchronised>): Promise<void> {
    return this.alerts.tellOfAddress(tx, fact);
  }
}
