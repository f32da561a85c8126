import { Injectable, Logger } from '@nestjs/common';
import type { Tx } from '../../database/index.ts';
import { KeyRing } from '../key-ring.ts';
import { SealedTables } from '../sealed-table.ts';
import { UnsealedRowRepository } from '../unsealed-row.repository.ts';
import { LeftoverReadModel } from './leftover.read-model.ts';
import { advanced, type VaultRotation } from './vault-rotation.ts';

const BATCH = 200;

/** Brings what is under the old keys under the new ones, and finds out whether nothing is left. */
@Injectable()
export class Resealing {
  private readonly logger = new Logger('Vault');

  constructor(
    private readonly tables: SealedTables,
    private readonly ring: KeyRing,
    private readonly leftovers: LeftoverReadModel,
    private readonly unsealed: UnsealedRowRepository,
  ) {}

  /** The next batch. */
  async next(tx: Tx, rotation: VaultRotation, now: Date): Promise<VaultRotation> {
    if (this.ring.dataKey.id !== rotation.toData) await this.ring.isCurrent(tx); // which learns of them
    if (this.ring.dataKey.id !== rotation.toData) throw new Error('the new keys are not known here yet');
    const { all } = this.tables;
    const table = all.find((each) => each.table === rotation.atTable) ?? all[0]!;
    const { rows, last } = await table.resealNext(tx, rotation.afterRow, BATCH);
    const order = all.map((each) => each.table);
    return advanced(rotation, order, { rows, last: rows < BATCH ? null : last, now });
  }

  /** Whether whoever may have written under the old keys has ended, and what an older version laid aside is sealed. */
  async isSettled(tx: Tx, barrier: string): Promise<boolean> {
    return (await this.leftovers.hasPassed(tx, barrier)) && (await this.unsealed.isEmpty(tx));
  }

  barrier(tx: Tx): Promise<string> {
    return this.leftovers.barrier(tx);
  }

  /** The last look. Says where something is left: a table that nobody declared stays in the way of the end, and nothing of it is lost. */
  async isAnythingLeft(tx: Tx, { fromData }: VaultRotation): Promise<boolean> {
    const places = await this.leftovers.under(tx, fromData);
    if (places.length > 0) this.logger.warn(`under key ${fromData} there is more in ${places.join(', ')}`);
    return places.length > 0;
  }
}
