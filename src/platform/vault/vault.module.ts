import { type DynamicModule, Module } from '@nestjs/common';
import { BlindIndex } from './blind-index.service.ts';
import { KeyRing, StoredKeys } from './key-ring.ts';
import { MasterKey } from './master-key.ts';
import { KEYS_GOOD_FOR_MS } from './vault-key.ts';
import { VaultKeyRepository } from './vault-key.repository.ts';
import { Vault } from './vault.service.ts';

@Module({})
export class VaultModule {
  static openedBy(master: MasterKey): DynamicModule {
    return {
      module: VaultModule,
      global: true,
      providers: [
        { provide: MasterKey, useValue: master },
        VaultKeyRepository,
        StoredKeys,
        { provide: KeyRing, inject: [StoredKeys], useFactory: openRing },
        Vault,
        BlindIndex,
      ],
      exports: [Vault, BlindIndex, KeyRing, MasterKey, VaultKeyRepository],
    };
  }
}

async function openRing(keys: StoredKeys): Promise<KeyRing> {
  const ring = new KeyRing(keys, KEYS_GOOD_FOR_MS);
  await ring.refresh();
  return ring;
}
