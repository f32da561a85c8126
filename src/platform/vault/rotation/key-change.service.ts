import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type ActorRef, SYSTEM } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { Clock } from '../../clock/index.ts';
import type { Tx } from '../../database/index.ts';
import { Facts } from '../../facts/index.ts';
import { KEY_BYTES } from '../cipher.ts';
import { KeyRing } from '../key-ring.ts';
import { MasterKey } from '../master-key.ts';
import type { KeyPurpose } from '../vault-key.ts';
import { VaultKeyRepository } from '../vault-key.repository.ts';
import { finished, rotated, rotationStarted, switched, type VaultRotation } from './vault-rotation.ts';

/** What becomes of the keys themselves while they are changed. */
@Injectable()
export class KeyChange {
  constructor(
    private readonly stored: VaultKeyRepository,
    private readonly master: MasterKey,
    private readonly ring: KeyRing,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** Makes the new keys, for everybody to know and nobody to write by yet. */
  async announce(tx: Tx, actor: ActorRef, total: number): Promise<VaultRotation> {
    await this.stored.lock(tx);
    const keys = await this.stored.list(tx);
    const active = (of: KeyPurpose): number => keys.find(({ purpose, state }) => purpose === of && state === 'ACTIVE')!.id;
    const last = await this.stored.lastId(tx);
    const rotation: VaultRotation = {
      id: newId(),
      state: 'WAITING',
      ...{ fromData: active('DATA'), toData: last + 1, fromIndex: active('INDEX'), toIndex: last + 2 },
      ...{ askedBy: actor.id, askedAt: this.clock.now() },
      ...{ total, done: 0, atTable: null, afterRow: null, sealedAt: null, barrier: null, finishedAt: null },
    };
    await this.make(tx, rotation.toData, 'DATA');
    await this.make(tx, rotation.toIndex, 'INDEX');
    await this.facts.record(tx, actor, [rotationStarted(rotation)]);
    return rotation;
  }

  /** From now on everybody who hears of it writes by the new keys. */
  async activate(tx: Tx, rotation: VaultRotation): Promise<VaultRotation> {
    await this.stored.lock(tx);
    await this.stored.activate(tx);
    tx.afterCommit(() => void this.ring.refresh().catch(() => undefined)); // or at the next beat
    return switched(rotation, this.clock.now());
  }

  /** Destroys the old keys. */
  async retire(tx: Tx, rotation: VaultRotation): Promise<VaultRotation> {
    const now = this.clock.now();
    await this.stored.lock(tx);
    await this.stored.retire(tx, now);
    const done = finished(rotation, now);
    await this.facts.record(tx, SYSTEM, [rotated(done)]);
    return done;
  }

  private async make(tx: Tx, id: number, purpose: KeyPurpose): Promise<void> {
    const wrapped = this.master.wrap(randomBytes(KEY_BYTES), id, purpose);
    const key = { id, purpose, state: 'NEXT', wrapped, wrappedBy: this.master.fingerprint } as const;
    await this.stored.insert(tx, key, this.clock.now());
  }
}
