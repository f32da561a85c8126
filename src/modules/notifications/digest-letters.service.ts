import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../kernel/civil-date.ts';
import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { DigestLine } from '../deadlines/index.ts';
import { AccountDirectory } from '../identity/index.ts';
import { DigestRepository } from './digest.repository.ts';
import { linesBy, writeDigest } from './domain/digest.ts';
import { FALLBACK_LANGUAGE } from './domain/language.ts';
import { MessageSettings } from './domain/message-settings.ts';
import { toAddressed } from './domain/staff-address.ts';
import { MessageRepository } from './message.repository.ts';

/** Writes one message for each person from the lines that were gathered for them. */
@Injectable()
export class DigestLetters {
  constructor(
    private readonly digests: DigestRepository,
    private readonly directory: AccountDirectory,
    private readonly messages: MessageRepository,
    private readonly settings: MessageSettings,
  ) {}

  /** @returns those of them who had no digest on the day, and now have */
  claim(tx: Tx, accountIds: readonly string[], day: CivilDate, at: Date): Promise<string[]> {
    return this.digests.claim(tx, accountIds, day, at);
  }

  async post(tx: Tx, lines: readonly DigestLine[], day: CivilDate, at: Date): Promise<void> {
    const byAccount = linesBy(lines, ({ accountId }) => accountId);
    const colleagues = await this.directory.listByIds(tx, [...byAccount.keys()]);
    const messages = colleagues.map((colleague) => {
      const of = { accountId: colleague.id, day, to: toAddressed(colleague), language: FALLBACK_LANGUAGE };
      return writeDigest({ ...of, lines: byAccount.get(colleague.id)! }, this.settings, newId(), at);
    });
    await this.messages.insert(tx, messages);
  }
}
