import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { newToken, tokenHash } from '../../platform/tokens/index.ts';
import { ConfirmationExpired, ConfirmationNotFound } from './domain/petition-errors.ts';
import type { Petition } from './domain/petition.ts';
import { PetitionRepository } from './petition.repository.ts';

/** How long a confirmation link works; central mailboxes use three days. */
const VALID_MS = 3 * 24 * 60 * 60 * 1000;

/** Links by which a citizen shows that an e-mail address is theirs. Only the hash of a link is kept. */
@Injectable()
export class ConfirmationTokens {
  constructor(
    private readonly petitions: PetitionRepository,
    private readonly clock: Clock,
  ) {}

  /** A new token; the one before stops working. */
  async issue(tx: Tx, petitionId: string): Promise<string> {
    const token = newToken();
    await this.petitions.setConfirmation(tx, petitionId, tokenHash(token), new Date(this.clock.now().getTime() + VALID_MS));
    return token;
  }

  /**
   * Locks the petition of a token and marks it confirmed.
   *
   * @returns `first: false` when it was confirmed before: following a link twice is no mistake
   * @throws ConfirmationNotFound, ConfirmationExpired
   */
  async redeem(tx: Tx, token: string): Promise<{ petition: Petition; first: boolean }> {
    const waiting = await this.petitions.lockByConfirmation(tx, tokenHash(token));
    if (!waiting) throw new ConfirmationNotFound();
    const petition = await this.petitions.get(tx, waiting.id);
    if (waiting.confirmedAt) return { petition, first: false };
    const now = this.clock.now();
    if (now > waiting.expiresAt) throw new ConfirmationExpired();
    await this.petitions.markConfirmed(tx, petition.id, now);
    return { petition, first: true };
  }
}
