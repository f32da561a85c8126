import type { Db, Tx } from '../database/index.ts';

/**
 * A table that holds something sealed. Whoever owns it seals its rows, for the first time or again: where the keys change, and what is
 * made findable by them, only the owner knows. Whoever declares one adds it to `src/app/sealed-tables.ts`.
 */
export interface SealedTable {
  readonly table: string;
  /** Rows, whatever key they are under. */
  count(db: Db): Promise<number>;
  /**
   * Seals the next rows again that are under another key than the one in use, digests included, in the order of their keys. They are
   * locked before they are read: what somebody else writes meanwhile is not written over.
   *
   * @param after the last row of the batch before; null: from the first on
   */
  resealNext(tx: Tx, after: string | null, limit: number): Promise<Resealed>;
}

/** Rows that were sealed again; fewer than the limit when none is left behind them. */
export interface Resealed {
  readonly rows: number;
  readonly last: string | null;
}

/** A table that an older version of the program wrote in the clear. */
export interface TakenOverTable extends SealedTable {
  /** Writes rows as they should have been. @param rows their columns as they were */
  takeOver(tx: Tx, rows: readonly object[]): Promise<void>;
}

/** Every table of the program that holds something sealed. */
export abstract class SealedTables {
  abstract readonly all: readonly SealedTable[];
}
