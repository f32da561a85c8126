import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { AccountDirectory, PasswordResetTokens } from '../identity/index.ts';
import { type AccountLetter, writeAccountLetter } from './domain/account-letter.ts';
import { keyLink } from './domain/key-link.ts';
import { MessageSettings } from './domain/message-settings.ts';
import { toAddressed } from './domain/staff-address.ts';
import { MessageRepository } from './message.repository.ts';

/** What the holder of an account is told about it. */
export type AccountNews = Pick<AccountLetter, 'template' | 'factId' | 'values'>;

/** Tells those on the staff about their own accounts, by mail alone: a link on the console would be for whoever reads there. */
@Injectable()
export class AccountMessages {
  constructor(
    private readonly directory: AccountDirectory,
    private readonly tokens: PasswordResetTokens,
    private readonly messages: MessageRepository,
    private readonly settings: MessageSettings,
    private readonly clock: Clock,
  ) {}

  /** With a link by which the holder chooses a password. It is made here, so that no fact holds it. */
  async sendLink(tx: Tx, accountId: string, news: AccountNews): Promise<void> {
    await this.write(tx, accountId, async () => {
      const { token, expiresAt } = await this.tokens.issue(tx, accountId);
      return { ...news, key: keyLink('password', token, this.settings), until: expiresAt };
    });
  }

  async tell(tx: Tx, accountId: string, news: AccountNews, until: Date): Promise<void> {
    await this.write(tx, accountId, async () => ({ ...news, key: null, until }));
  }

  private async write(tx: Tx, accountId: string, compose: () => Promise<Omit<AccountLetter, 'to' | 'username'>>): Promise<void> {
    const holder = await this.directory.find(tx, accountId);
    if (!holder || holder.email === null) return; // an address that was taken away meanwhile
    const letter = { ...(await compose()), to: toAddressed(holder), username: holder.username };
    await this.messages.insert(tx, [writeAccountLetter(letter, this.settings, newId(), this.clock.now())]);
  }
}
