/** Somebody, or an agency, that a complaint names: exactly one of the two is set. */
export interface Recused {
  readonly accountId: string | null;
  readonly agencyCode: string | null;
}

/** Nobody handles a complaint about themselves (迴避). */
export interface Recusal extends Recused {
  readonly id: string;
  readonly reason: string;
  readonly at: Date;
  /** Null while it is in force. */
  readonly liftedAt: Date | null;
}
