import { Injectable, Optional } from '@nestjs/common';
import { MailPort, SmsPort } from '../../platform/ports/index.ts';
import type { Means } from './domain/contact.ts';
import type { ClaimedMessage } from './message.repository.ts';
import { RelayAddresses } from './relay-addresses.service.ts';

/** The machines that take messages to people. */
@Injectable()
export class Carriers implements Means {
  constructor(
    private readonly mail: MailPort,
    private readonly sms: SmsPort,
    @Optional() private readonly relay?: RelayAddresses,
  ) {}

  /** Whether nothing leaves this machine, so that the outbox is where messages are read. */
  get captures(): boolean {
    return this.mail.captures && this.sms.way !== 'GATEWAY';
  }

  get textMessages(): boolean {
    return this.sms.way !== 'NONE';
  }

  /** Returns when the message was taken over. @returns whether it stays on this machine @throws NotSent */
  async carry({ id, channel, recipient, subject, body, petitionId }: ClaimedMessage): Promise<boolean> {
    if (channel === 'SMS') {
      await this.sms.send({ id, to: recipient, text: body });
      return this.sms.way === 'CAPTURED';
    }
    const replyTo = (await this.relay?.of(petitionId)) ?? null;
    await this.mail.send({ id, to: recipient, subject, text: body, replyTo });
    return this.mail.captures;
  }
}
