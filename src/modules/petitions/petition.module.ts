import { Module } from '@nestjs/common';
import { ConfirmationTokens } from './confirmation.service.ts';
import { PetitionRepository } from './petition.repository.ts';
import { Petitions } from './petition.service.ts';
import { SealedPetitioners } from './sealed-petitioners.repository.ts';

@Module({
  providers: [PetitionRepository, Petitions, ConfirmationTokens, SealedPetitioners],
  exports: [PetitionRepository, Petitions, ConfirmationTokens, SealedPetitioners],
})
export class PetitionModule {}
