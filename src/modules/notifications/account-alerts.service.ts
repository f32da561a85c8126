import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Stored } from '../../platform/facts/index.ts';
import { AccountDirectory, type AccountFact, FormerAddresses } from '../identity/index.ts';
import { writeAccountLetter } from './domain/account-letter.ts';
import { MessageSettings } from './domain/message-settings.ts';
import { toAddressed } from './domain/staff-address.ts';
import { type AccountChange, accountChangeWords } from './domain/words.ts';
import { MessageRepository } from './message.repository.ts';

/**
 * Tells the holder of an account by mail that what keeps others out of it was changed, whoever did it: somebody else may have
 * (OWASP ASVS 4.0, 2.2.3). Nothing in it opens anything.
 */
@Injectable()
export class AccountAlerts {
  constructor(
    private readonly directory: AccountDirectory,
    private readonly former: FormerAddresses,
    private readonly messages: MessageRepository,
    private readonly settings: MessageSettings,
    private readonly clock: Clock,
  ) {}

  async tell(tx: Tx, { id, subject, at }: Stored<AccountFact>, change: AccountChange): Promise<void> {
    await this.write(tx, subject.id, [], { factId: id, at, change });
  }

  /** At the address that counts now, and at those before, which may be the only ones that the holder reads. */
  async tellOfAddress(tx: Tx, { id, subject, at }: Stored<AccountFact>): Promise<void> {
    const former = await this.former.take(tx, subject.id);
    if (former.length > 0) await this.write(tx, subject.id, former, { factId: id, at, change: 'ADDRESS' });
  }

  private async write(
    tx: Tx,
    accountId: string,
    former: readonly string[],
    { factId, at: until, change }: { readonly factId: string; readonly at: Date; readonly change: AccountChange },
  ): Promise<void> {
    const holder = await this.directory.find(tx, accountId);
    if (!holder) return;
    const addresses = new Set([...former, ...(holder.email === null ? [] : [holder.email])]);
    const letters = [...addresses].map((email) => ({
      ...({ template: 'account-changed', key: null, factId, until, username: holder.username } as const),
      to: toAddressed({ ...holder, email }),
      change: accountChangeWords(change),
    }));
    const now = this.clock.now();
    if (letters.length > 0)
      await this.messages.insert(
        tx,
        letters.map((letter) => writeAccountLetter(letter, this.settings, newId(), now)),
      );
  }
}
