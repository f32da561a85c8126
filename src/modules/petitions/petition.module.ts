import { Module } from '@nestjs/common';
import { ConfirmationTokens } from './confirmation.service.ts';
import { PetitionRepository } from './petition.repository.ts';
import { Petitions } from './petition.service.ts';

@Module({
  providers: [PetitionRepository, Petitions, ConfirmationTokens],
  exports: [PetitionRepository, Petitions, ConfirmationTokens],
})
export class PetitionModule {}
