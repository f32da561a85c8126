import { Injectable } from '@nestjs/common';
import { City } from '../../../platform/config/index.ts';
import type { NewSecret } from './domain/second-factor.ts';
import { SealedFactors } from './sealed-factor.repository.ts';

/** RFC 6238 as every application for codes knows it: SHA-1, six digits, intervals of 30 seconds. */
const TOTP = { algorithm: 'sha1', digits: 6, period: 30 } as const;
/** Codes of one interval before and after are taken too: clocks differ, and people type slowly. */
const TOLERANCE_SECONDS = 30;

/** A secret as it lies in the database. */
export interface KeptSecret {
  readonly sealed: Buffer;
  readonly accountId: string;
  /** Codes of this interval and of those before are used up. */
  readonly lastStep: number;
}

/** The secrets of second factors. They lie in the database sealed, and nothing else sees one unsealed. */
@Injectable()
export class FactorSecrets {
  constructor(
    private readonly sealed: SealedFactors,
    private readonly city: City,
  ) {}

  /** 160 random bits (RFC 4226 §4). @param username under which the application shows its codes */
  async make(accountId: string, username: string): Promise<NewSecret & { readonly sealed: Buffer }> {
    const { generateSecret, generateURI } = await import('otplib');
    const base32 = generateSecret();
    const uri = generateURI({
      ...TOTP,
      issuer: `${this.city.nameZh} ${this.city.hotlineNumber}`,
      label: username,
      secret: base32,
    });
    return { sealed: this.sealed.seal(base32, accountId), base32, uri };
  }

  /**
   * The interval that a code belongs to, or null when it is wrong.
   *
   * @param digits six of them
   */
  async stepOf({ sealed, accountId, lastStep }: KeptSecret, digits: string, now: Date): Promise<number | null> {
    const epoch = Math.floor(now.getTime() / 1000);
    const secret = await this.sealed.open(sealed, accountId);
    const { verifySync } = await import('otplib');
    const found = verifySync({ ...TOTP, secret, token: digits, epoch, epochTolerance: TOLERANCE_SECONDS });
    const step = found.valid && 'timeStep' in found ? found.timeStep : null;
    return step !== null && step > lastStep ? step : null;
  }
}
