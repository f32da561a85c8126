import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { RecoveryCodesRenewed } from '../identity/index.ts';
import { AccountAlerts } from './account-alerts.service.ts';

/** Whoever holds an account hears of new recovery codes, which somebody else may have read. */
@On<RecoveryCodesRenewed>('account.recovery_codes_renewed')
export class AlertOfCodes implements Reaction<RecoveryCodesRenewed> {
  constructor(private readonly alerts: AccountAlerts) {}

  react(tx: Tx, fact: Stored<RecoveryCodesRenewed>): Promise<void> {
    return this.alerts.tell(tx, fact, 'CODES');
  }
}
