/** One text message to one mobile number. */
export interface Sms {
  /** Random; the same when it is sent again, so that a gateway can tell a repetition. */
  readonly id: string;
  /** Ten digits, the first two 09. */
  readonly to: string;
  readonly text: string;
}

/** `CAPTURED`: they stay on this machine, to be read in the outbox. `NONE`: there is no way for them; people are called instead. */
export type SmsWay = 'GATEWAY' | 'CAPTURED' | 'NONE';

/** Where text messages go. The gateway is not ours, so it is behind a port. */
export abstract class SmsPort {
  abstract readonly way: SmsWay;

  /** Returns when the gateway has taken the message over. @throws NotSent */
  abstract send(sms: Sms): Promise<void>;
}
