import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.ts';
import { SupplementRepository } from './supplement.repository.ts';

const TOKEN_BYTES = 32;

/** SHA-256 is enough: a token is random, so there is nothing to guess from its hash. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The links by which petitioners answer a question. Only the hash of a link is kept. */
@Injectable()
export class SupplementTokens {
  constructor(private readonly supplements: SupplementRepository) {}

  /** A new token; the one before stops working. @throws SupplementNotFound */
  async issue(tx: Tx, supplementId: string): Promise<string> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    await this.supplements.setToken(tx, supplementId, tokenHash(token));
    return token;
  }
}
