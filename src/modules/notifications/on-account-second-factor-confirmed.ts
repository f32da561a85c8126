import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { SecondFactorConfirmed } from '../identity/index.ts';
import { AccountAlerts } from './account-alerts.service.ts';

/** Whoever holds an account hears of another second factor, which may be in somebody else’s hand. */
@On<SecondFactorConfirmed>('account.second_factor_confirmed')
export class AlertOfFactor implements Reaction<SecondFactorConfirmed> {
  constructor(private readonly alerts: AccountAlerts) {}

  react(tx: Tx, fact: Stored<SecondFactorConfirmed>): Promise<void> {
    return this.alerts.tell(tx, fact, 'FACTOR');
  }
}
