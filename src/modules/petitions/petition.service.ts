import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { referenceNumber } from '../../kernel/reference-number.ts';
import { newId } from '../../kernel/ids.ts';
import { SequenceBlocks } from '../../platform/database/index.ts';
import { newLookupCode, normaliseLookupCode } from './domain/lookup-code.ts';
import type { Petition } from './domain/petition.ts';

/** What is known of a petition before it has a number. */
export type NewPetition = Omit<Petition, 'id' | 'petitionNo' | 'lookupHash'>;

export interface NumberedPetition {
  readonly petition: Petition;
  /** Told to the citizen once; only its hash is kept. */
  readonly lookupCode: string;
}

/** Gives petitions their numbers and lookup codes. */
@Injectable()
export class Petitions {
  constructor(private readonly numbers: SequenceBlocks) {}

  /** @param year of the city's calendar, for the number */
  async number(petition: NewPetition, year: number): Promise<NumberedPetition> {
    const petitionNo = referenceNumber('P', year, await this.numbers.next('petition_numbers'));
    const lookupCode = newLookupCode(randomBytes);
    return { petition: { ...petition, id: newId(), petitionNo, lookupHash: lookupHash(petitionNo, lookupCode) }, lookupCode };
  }
}

/** The petition's number salts the hash, so equal codes of two petitions do not look equal. */
export const lookupHash = (petitionNo: string, code: string): Buffer =>
  createHash('sha256')
    .update(`${petitionNo} ${normaliseLookupCode(code)}`)
    .digest();
