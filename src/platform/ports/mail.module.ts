import { type DynamicModule, Module } from '@nestjs/common';
import { CapturingMail } from './capturing-mail.ts';
import { MailPort } from './mail.port.ts';
import { SmtpMail, type SmtpSettings } from './smtp-mail.ts';

@Module({})
export class MailModule {
  /** @param smtp null: mails are captured and nothing leaves the machine */
  static connect(smtp: SmtpSettings | null): DynamicModule {
    return {
      module: MailModule,
      global: true,
      providers: [{ provide: MailPort, useFactory: () => (smtp ? new SmtpMail(smtp) : new CapturingMail()) }],
      exports: [MailPort],
    };
  }
}
