import { type DynamicModule, Module } from '@nestjs/common';
import { CapturingSms } from './capturing-sms.ts';
import { GatewaySms, type SmsGateway } from './gateway-sms.ts';
import { NoSms } from './no-sms.ts';
import { SmsPort, type SmsWay } from './sms.port.ts';

/** A gateway, or how it is without one. */
export type SmsChoice = SmsGateway | Exclude<SmsWay, 'GATEWAY'>;

@Module({})
export class SmsModule {
  static connect(choice: SmsChoice): DynamicModule {
    return {
      module: SmsModule,
      global: true,
      providers: [{ provide: SmsPort, useFactory: () => portFor(choice) }],
      exports: [SmsPort],
    };
  }
}

function portFor(choice: SmsChoice): SmsPort {
  if (choice === 'CAPTURED') return new CapturingSms();
  return choice === 'NONE' ? new NoSms() : new GatewaySms(choice);
}
