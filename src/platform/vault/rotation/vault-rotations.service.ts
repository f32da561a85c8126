import { Injectable } from '@nestjs/common';
import type { ActorRef } from '../../../kernel/actor.ts';
import { Database, type Db } from '../../database/index.ts';
import { SealedTables } from '../sealed-table.ts';
import { VaultRotating, VaultRotationNotFound } from '../vault-errors.ts';
import { KeyChange } from './key-change.service.ts';
import type { VaultRotation } from './vault-rotation.ts';
import { VaultRotationRepository } from './vault-rotation.repository.ts';

/** Changes the keys of the vault while the city works: docs/adr/0013. */
@Injectable()
export class VaultRotations {
  constructor(
    private readonly database: Database,
    private readonly rotations: VaultRotationRepository,
    private readonly keys: KeyChange,
    private readonly tables: SealedTables,
  ) {}

  /** Asks for new keys. A worker does the rest. @throws VaultRotating */
  async ask(actor: ActorRef): Promise<VaultRotation> {
    const total = await this.count(this.database);
    return this.database.transaction(async (tx) => {
      const rotation = await this.keys.announce(tx, actor, total); // one at a time
      if (await this.rotations.current(tx)) throw new VaultRotating();
      await this.rotations.insert(tx, rotation);
      return rotation;
    });
  }

  /** @throws VaultRotationNotFound */
  async get(id: string): Promise<VaultRotation> {
    const rotation = await this.rotations.find(this.database, id);
    if (!rotation) throw new VaultRotationNotFound();
    return rotation;
  }

  /** The one that is under way. */
  current(): Promise<VaultRotation | null> {
    return this.rotations.current(this.database);
  }

  private async count(db: Db): Promise<number> {
    let rows = 0;
    for (const table of this.tables.all) rows += await table.count(db);
    return rows;
  }
}
