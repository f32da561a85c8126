import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { newToken, tokenHash } from '../../platform/tokens/index.ts';
import { ReferralRepository } from './referrals/referral.repository.ts';
import { SupplementRepository } from './supplements/supplement.repository.ts';

/** The links by which people without an account answer. Only the hash of a link is kept, and only the newest one works. */
@Injectable()
export class CaseLinks {
  constructor(
    private readonly referrals: ReferralRepository,
    private readonly supplements: SupplementRepository,
    private readonly clock: Clock,
  ) {}

  /** A new token for the leg that an agency outside the city has. Null when it has left the case meanwhile. */
  async toReferral(tx: Tx, caseId: string, agencyCode: string): Promise<string | null> {
    const token = newToken();
    return (await this.referrals.setToken(tx, caseId, agencyCode, tokenHash(token), this.clock.now())) ? token : null;
  }

  /** A new token for a question that is put to the petitioner of a petition. @throws SupplementNotFound */
  async toSupplement(tx: Tx, supplementId: string, petitionId: string): Promise<string> {
    const token = newToken();
    await this.supplements.setToken(tx, supplementId, petitionId, tokenHash(token));
    return token;
  }
}
