import { type DynamicModule, Module } from '@nestjs/common';
import type { MailboxAccess } from '../config/index.ts';
import { ImapMailbox } from './imap-mailbox.ts';
import { Mailbox, NoMailbox } from './mailbox.port.ts';

@Module({})
export class MailboxModule {
  /** @param access null: nothing is fetched */
  static connect(access: MailboxAccess | null): DynamicModule {
    return {
      module: MailboxModule,
      global: true,
      providers: [{ provide: Mailbox, useFactory: () => (access === null ? new NoMailbox() : new ImapMailbox(access)) }],
      exports: [Mailbox],
    };
  }
}
