import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { AccountChanged } from '../identity/index.ts';
import { AccountAlerts } from './account-alerts.service.ts';

/** Whoever holds an account hears of another address, at the one before too. */
@On<AccountChanged>('account.changed', ({ data }) => data.fields.includes('email'))
export class AlertOfAddress implements Reaction<AccountChanged> {
  constructor(private readonly alerts: AccountAlerts) {}

  react(tx: Tx, fact: Stored<AccountChanged>): Promise<void> {
    return this.alerts.tellOfAddress(tx, fact);
  }
}
