export { BlindIndex, type DigestsOf } from './blind-index.service.ts';
export { KeyRing } from './key-ring.ts';
export { MasterKey } from './master-key.ts';
export type { SealedTable } from './sealed-table.ts';
export { type MasterKeySources, type Unlocked, unlock } from './unlock.ts';
export { VaultOpening } from './vault-opening.ts';
export { VaultModule } from './vault.module.ts';
export { Vault } from './vault.service.ts';
