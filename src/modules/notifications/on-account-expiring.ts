import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { AccountExpiring } from '../identity/index.ts';
import { AccountMessages } from './account-messages.service.ts';
import { FALLBACK_LANGUAGE } from './domain/language.ts';
import { accountEndWords } from './domain/words.ts';

/** Whoever still needs an account that is about to end hears of it while they can do something. */
@On<AccountExpiring>('account.expiring')
export class WarnOfAccountEnd implements Reaction<AccountExpiring> {
  constructor(private readonly messages: AccountMessages) {}

  react(tx: Tx, { id: factId, subject, data }: Stored<AccountExpiring>): Promise<void> {
    const values = { step: accountEndWords(data.ground)[FALLBACK_LANGUAGE] };
    return this.messages.tell(tx, subject.id, { template: 'account-expiring', factId, values }, new Date(data.until));
  }
}
