/** Why something was not fetched. Whoever named the address is told no more than that it failed: else they could look around inside. */
export type NotFetchedReason =
  | 'ADDRESS_MALFORMED'
  | 'ADDRESS_REFUSED'
  | 'NAME_UNKNOWN'
  | 'NOT_REACHED'
  | 'TIMEOUT'
  | 'TOO_LARGE'
  | 'WRONG_TYPE'
  | 'REDIRECTED';

/** An address that somebody named was not called, or its answer not taken. */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';

  constructor(
    readonly reason: NotFetchedReason,
    /** Whether the same request would fail again. */
    readonly permanent: boolean,
  ) {
    super(`not fetched: ${reason}`);
  }
}
