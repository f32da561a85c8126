import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { AccountApproved } from '../identity/index.ts';
import { AccountMessages } from './account-messages.service.ts';

/** Whoever gets an account chooses its password by a link; who has no address is told one by the administrator. */
@On<AccountApproved>('account.approved', ({ data }) => data.byMail)
export class WelcomeColleague implements Reaction<AccountApproved> {
  constructor(private readonly messages: AccountMessages) {}

  react(tx: Tx, { id: factId, subject }: Stored<AccountApproved>): Promise<void> {
    return this.messages.sendLink(tx, subject.id, { template: 'account-opened', factId });
  }
}
