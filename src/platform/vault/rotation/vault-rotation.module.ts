import { type DynamicModule, Module } from '@nestjs/common';
import { BlindIndex } from '../blind-index.service.ts';
import { SealedTables, type SealedTable } from '../sealed-table.ts';
import { UnsealedRowRepository } from '../unsealed-row.repository.ts';
import { Vault } from '../vault.service.ts';
import { KeyChange } from './key-change.service.ts';
import { LeftoverReadModel } from './leftover.read-model.ts';
import { Resealing } from './resealing.service.ts';
import { RotationWork } from './rotation-work.service.ts';
import { VaultRotationRepository } from './vault-rotation.repository.ts';
import { VaultRotations } from './vault-rotations.service.ts';

/** Changes the keys of the vault, to be imported once by the application. */
@Module({})
export class VaultRotationModule {
  /** @param tables makes what every table that holds something sealed is sealed again by */
  static of(tables: (vault: Vault, index: BlindIndex) => readonly SealedTable[]): DynamicModule {
    const useFactory = (vault: Vault, index: BlindIndex): SealedTables => ({ all: tables(vault, index) });
    return {
      module: VaultRotationModule,
      providers: [
        { provide: SealedTables, inject: [Vault, BlindIndex], useFactory },
        UnsealedRowRepository,
        LeftoverReadModel,
        VaultRotationRepository,
        KeyChange,
        Resealing,
        RotationWork,
        VaultRotations,
      ],
      exports: [VaultRotations, RotationWork],
    };
  }
}
