import type { Challenge } from 'altcha-lib';

/** Which keys are to be derived until one begins as wanted; the format of ALTCHA 2. */
export class ChallengeParametersView {
  /** `PBKDF2/SHA-256` */
  algorithm: string;
  /** Rounds of each derivation. */
  cost: number;
  keyLength: number;
  /** How the key begins, in hexadecimal digits. */
  keyPrefix: string;
  keySignature: string;
  /** Hexadecimal digits; the password of each derivation is this and a counter of four bytes. */
  nonce: string;
  salt: string;
}

/** Sent back as it is, with the solution; whatever else is among its parameters belongs to it. */
export class ChallengeView {
  parameters: ChallengeParametersView;
  signature: string;
}

export const toChallengeView = ({ parameters, signature = '' }: Challenge): ChallengeView => ({
  parameters: { ...parameters, keySignature: parameters.keySignature ?? '' },
  signature,
});
