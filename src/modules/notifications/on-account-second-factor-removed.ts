import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { SecondFactorRemoved } from '../identity/index.ts';
import { AccountAlerts } from './account-alerts.service.ts';

/** Whoever holds an account hears that it has lost its second factor. */
@On<SecondFactorRemoved>('account.second_factor_removed')
export class AlertOfFactorRemoved implements Reaction<SecondFactorRemoved> {
  constructor(private readonly alerts: AccountAlerts) {}

  react(tx: Tx, fact: Stored<SecondFactorRemoved>): Promise<void> {
    return this.alerts.tell(tx, fact, 'FACTOR_REMOVED');
  }
}
