import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { SecondFactorReset } from '../identity/index.ts';
import { AccountAlerts } from './account-alerts.service.ts';

/** Whoever holds an account hears that an administrator took its second factor away. */
@On<SecondFactorReset>('account.second_factor_reset')
export class AlertOfFactorTaken implements Reaction<SecondFactorReset> {
  constructor(private readonly alerts: AccountAlerts) {}

  react(tx: Tx, fact: Stored<SecondFactorReset>): Promise<void> {
    return this.alerts.tell(tx, fact, 'FACTOR_TAKEN');
  }
}
