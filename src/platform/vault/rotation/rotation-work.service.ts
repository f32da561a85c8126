import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { inBatches } from '../../../kernel/batches.ts';
import { Clock } from '../../clock/index.ts';
import { Database, type Tx } from '../../database/index.ts';
import { KeyChange } from './key-change.service.ts';
import { Resealing } from './resealing.service.ts';
import { foundMore, hasEverybodyHeard, type VaultRotation } from './vault-rotation.ts';
import { VaultRotationRepository } from './vault-rotation.repository.ts';

/**
 * Does what a change of the keys needs, step by step, each in a transaction of its own with the place where the next one goes on. It may
 * be killed anywhere, and any number of processes may try: one of them works.
 */
@Injectable()
export class RotationWork implements OnModuleDestroy {
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly rotations: VaultRotationRepository,
    private readonly keys: KeyChange,
    private readonly resealing: Resealing,
    private readonly clock: Clock,
  ) {}

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** Works as long as there is something to do now. @returns how many steps were made */
  run(): Promise<number> {
    return inBatches(1, () => (this.stopping ? Promise.resolve(0) : this.step()));
  }

  /** @returns 0 when there is nothing to do now, or somebody else does it */
  step(): Promise<0 | 1> {
    return this.database.transaction(async (tx) => {
      const rotation = await this.rotations.claim(tx);
      const next = rotation && (await this.nextOf(tx, rotation));
      if (!next) return 0;
      await this.rotations.save(tx, next);
      return 1;
    });
  }

  private nextOf(tx: Tx, rotation: VaultRotation): Promise<VaultRotation | null> {
    const now = this.clock.now();
    if (rotation.state === 'RUNNING') return this.resealing.next(tx, rotation, now);
    if (!hasEverybodyHeard(rotation, now)) return Promise.resolve(null);
    return rotation.state === 'WAITING' ? this.keys.activate(tx, rotation) : this.settle(tx, rotation, now);
  }

  /** Ends only when nothing at all is left under the old keys, and nobody can add to it any more. */
  private async settle(tx: Tx, rotation: VaultRotation, now: Date): Promise<VaultRotation | null> {
    const { barrier } = rotation;
    if (barrier === null) return { ...rotation, barrier: await this.resealing.barrier(tx) };
    if (!(await this.resealing.isSettled(tx, barrier))) return null;
    if (await this.resealing.isAnythingLeft(tx, rotation)) return foundMore(rotation, now);
    return this.keys.retire(tx, rotation);
  }
}
