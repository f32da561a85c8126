import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.ts';
import { type Settings, SETTINGS_TOKEN } from '../config/index.ts';
import type { AuthenticatedRequest, Machine } from './access.ts';
import { SignatureOutOfDate, SignatureWrong } from './http-errors.ts';
import { judgeSignature } from './signature.ts';

/** Finds out whether a request is a machine's. */
@Injectable()
export class MachineSignatures {
  private readonly secrets: Readonly<Record<Machine, string | null>>;

  constructor(
    @Inject(SETTINGS_TOKEN) { voiceResponseSecret }: Settings,
    private readonly clock: Clock,
  ) {
    this.secrets = { 'voice-response': voiceResponseSecret };
  }

  /** @throws SignatureWrong, SignatureOutOfDate */
  ensure(by: Machine, { method, originalUrl: url, rawBody: body = '', headers }: AuthenticatedRequest): void {
    const verdict = judgeSignature(this.secrets[by], { method, url, body }, headers['x-signature'], this.clock.now());
    if (verdict === 'WRONG') throw new SignatureWrong();
    if (verdict === 'OUT_OF_DATE') throw new SignatureOutOfDate();
  }
}
