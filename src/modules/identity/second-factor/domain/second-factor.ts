/** A new secret: sealed to be kept, readable to be shown once. */
export interface NewSecret {
  readonly sealed: Uint8Array;
  readonly base32: string;
  readonly uri: string;
}

/** What its holder is told of a second factor. */
export interface FactorStatus {
  readonly enrolled: boolean;
  /** One of their roles asks for it. */
  readonly demanded: boolean;
  readonly recoveryCodes: number;
}
