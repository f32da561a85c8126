import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { type Letter, writeLetter } from './domain/letter.ts';
import { MessageSettings } from './domain/message-settings.ts';
import { MessageRepository } from './message.repository.ts';

/** Takes letters in; they leave when the transaction that wrote them has been committed. */
@Injectable()
export class Outbox {
  constructor(
    private readonly messages: MessageRepository,
    private readonly settings: MessageSettings,
    private readonly clock: Clock,
  ) {}

  async post(tx: Tx, letters: readonly Letter[]): Promise<void> {
    const at = this.clock.now();
    const messages = letters.map((letter) => writeLetter(letter, this.settings, newId(), at));
    await this.messages.insert(tx, messages);
  }
}
