import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { PasswordResetRequested } from '../identity/index.ts';
import { AccountMessages } from './account-messages.service.ts';

/** The link to choose another password goes to the holder of the account, whoever asked for it. */
@On<PasswordResetRequested>('account.password_reset_requested')
export class SendPasswordLink implements Reaction<PasswordResetRequested> {
  constructor(private readonly messages: AccountMessages) {}

  react(tx: Tx, { id: factId, subject }: Stored<PasswordResetRequested>): Promise<void> {
    return this.messages.sendLink(tx, subject.id, { template: 'password-reset', factId });
  }
}
