import type { Fact } from '../../../kernel/fact.ts';
import { EVERYBODY_HEARD_MS } from '../vault-key.ts';

/**
 * `WAITING`: the new keys are there, and everybody gets to know them. `RUNNING`: the new ones are used, and what is under the old ones is
 * sealed again. `SETTLING`: nothing is left under the old ones as far as is known; whoever wrote by them last has the time to be found.
 * `DONE`: the old ones are no more.
 */
export type RotationState = 'WAITING' | 'RUNNING' | 'SETTLING' | 'DONE';

/** A place in the order in which rows are sealed again; of the first table from its first row on when both are null. */
export interface RotationPlace {
  readonly atTable: string | null;
  readonly afterRow: string | null;
}

/** A change of the vault's keys: the one that seals and the one by which things are found together. */
export interface VaultRotation extends RotationPlace {
  readonly id: string;
  readonly state: RotationState;
  readonly fromData: number;
  readonly toData: number;
  readonly fromIndex: number;
  readonly toIndex: number;
  /** Null: from the command line. */
  readonly askedBy: string | null;
  readonly askedAt: Date;
  /** Rows there were when it was asked for; more when others came on top. */
  readonly total: number;
  /** Rows sealed again. */
  readonly done: number;
  /** When the last of them was, or was found to be; first of all when the new keys came into use. */
  readonly sealedAt: Date | null;
  /** Transactions up to this one may have written under the old keys. */
  readonly barrier: string | null;
  readonly finishedAt: Date | null;
}

const FROM_THE_FIRST: RotationPlace = { atTable: null, afterRow: null };

/** Whether all who write know by now what was last decided; and whether nobody reads any more what was read before the last row was sealed again. */
export function hasEverybodyHeard({ askedAt, sealedAt }: VaultRotation, now: Date): boolean {
  return now.getTime() - (sealedAt ?? askedAt).getTime() >= EVERYBODY_HEARD_MS;
}

/** The new keys are used from now on. */
export const switched = (rotation: VaultRotation, now: Date): VaultRotation => ({ ...rotation, state: 'RUNNING', sealedAt: now });

/**
 * A batch was sealed again.
 *
 * @param order the tables
 * @param last the last row, when there are more of them in the table
 */
export function advanced(
  rotation: VaultRotation,
  order: readonly string[],
  { rows, last, now }: { readonly rows: number; readonly last: string | null; readonly now: Date },
): VaultRotation {
  const done = rotation.done + rows;
  const counted = { ...rotation, done, total: Math.max(rotation.total, done), sealedAt: rows > 0 ? now : rotation.sealedAt };
  const at = rotation.atTable ?? order[0]!;
  if (last !== null) return { ...counted, atTable: at, afterRow: last };
  const next = order[order.indexOf(at) + 1];
  if (next !== undefined) return { ...counted, atTable: next, afterRow: null };
  return { ...counted, ...FROM_THE_FIRST, state: 'SETTLING' };
}

/** Something is under the old keys still: once more from the first row on, and everybody is given the time again. */
export const foundMore = (rotation: VaultRotation, now: Date): VaultRotation => ({
  ...rotation,
  ...FROM_THE_FIRST,
  state: 'RUNNING',
  sealedAt: now,
  barrier: null,
});

/** The old keys are no more. What was deleted meanwhile need not be sealed again. */
export const finished = (rotation: VaultRotation, now: Date): VaultRotation => ({
  ...rotation,
  state: 'DONE',
  total: rotation.done,
  finishedAt: now,
});

/** Which keys take the places of which. */
interface ChangedKeys {
  readonly fromData: number;
  readonly toData: number;
  readonly fromIndex: number;
  readonly toIndex: number;
}

export type VaultRotationStarted = Fact<'vault.rotation_started', ChangedKeys & { readonly total: number }>;
export type VaultRotated = Fact<'vault.rotated', ChangedKeys & { readonly rows: number }>;
export type VaultFact = VaultRotationStarted | VaultRotated;

const keysOf = ({ fromData, toData, fromIndex, toIndex }: VaultRotation): ChangedKeys => ({
  fromData,
  toData,
  fromIndex,
  toIndex,
});

export const rotationStarted = (rotation: VaultRotation): VaultRotationStarted => ({
  type: 'vault.rotation_started',
  subject: { kind: 'vault', id: rotation.id },
  data: { ...keysOf(rotation), total: rotation.total },
});

export const rotated = (rotation: VaultRotation): VaultRotated => ({
  type: 'vault.rotated',
  subject: { kind: 'vault', id: rotation.id },
  data: { ...keysOf(rotation), rows: rotation.done },
});
