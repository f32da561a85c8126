import { SealedFactors } from '../modules/identity/index.ts';
import { SealedMessages } from '../modules/notifications/index.ts';
import { PetitionerCorrectionRepository, SealedPetitioners } from '../modules/petitions/index.ts';
import { SealedAnswers } from '../platform/http/index.ts';
import type { BlindIndex, SealedTable, TakenOverTable, Vault } from '../platform/vault/index.ts';

/** The tables that an older version wrote in the clear. */
export const takenOverTables = (vault: Vault, index: BlindIndex): readonly TakenOverTable[] => [
  new SealedPetitioners(vault, index),
  new SealedMessages(vault, index),
  new SealedAnswers(vault),
];

/** Every table that holds something sealed: what is not here keeps the keys from being changed. */
export const sealedTables = (vault: Vault, index: BlindIndex): readonly SealedTable[] => [
  ...takenOverTables(vault, index),
  new SealedFactors(vault),
  new PetitionerCorrectionRepository(new SealedPetitioners(vault, index), vault),
];
