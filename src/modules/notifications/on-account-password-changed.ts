import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { PasswordChanged } from '../identity/index.ts';
import { AccountAlerts } from './account-alerts.service.ts';

/** Whoever holds an account hears of another password, which somebody else may have chosen. */
@On<PasswordChanged>('account.password_changed')
export class AlertOfPassword implements Reaction<PasswordChanged> {
  constructor(private readonly alerts: AccountAlerts) {}

  react(tx: Tx, fact: Stored<PasswordChanged>): Promise<void> {
    return this.alerts.tell(tx, fact, fact.data.by === 'ADMINISTRATOR' ? 'PASSWORD_TAKEN' : 'PASSWORD');
  }
}
