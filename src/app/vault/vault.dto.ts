import type { VaultRotation } from '../../platform/vault/index.ts';

export class VaultRotationView {
  id: string;
  /** `WAITING` until every process knows the new keys, `RUNNING`, `SETTLING` until nobody can use the old ones any more, `DONE`. */
  state: string;
  /** Rows that were sealed again. */
  done: number;
  total: number;
  askedAt: string;
  finishedAt: string | null;
}

export const toVaultRotationView = (
  { id, state, done, total, askedAt, finishedAt }: VaultRotation,
  write: (at: Date) => string,
): VaultRotationView => ({
  ...{ id, state, done, total },
  askedAt: write(askedAt),
  finishedAt: finishedAt && write(finishedAt),
});
