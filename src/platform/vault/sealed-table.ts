import type { Tx } from '../database/index.ts';

/** A table that holds something sealed. Whoever owns it seals its rows, for the first time or again. */
export interface SealedTable {
  readonly table: string;
  /** Writes rows that an older version of the program wrote in the clear. @param rows their columns as they were */
  takeOver(tx: Tx, rows: readonly object[]): Promise<void>;
}
