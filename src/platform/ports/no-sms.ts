import { NotSent } from './not-sent.ts';
import { SmsPort } from './sms.port.ts';

/** A city without a gateway. Nobody is written to in this way; what was, while there was one, is given up. */
export class NoSms extends SmsPort {
  readonly way = 'NONE';

  async send(): Promise<void> {
    throw new NotSent('NO_GATEWAY', true);
  }
}
