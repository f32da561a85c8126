import { Module } from '@nestjs/common';
import { ConfirmationTokens } from './confirmation.service.ts';
import { PetitionerCorrectionRepository } from './corrections/petitioner-correction.repository.ts';
import { PetitionRepository } from './petition.repository.ts';
import { Petitions } from './petition.service.ts';
import { IdentityViewRepository } from './views/identity-view.repository.ts';
import { IdentityViews } from './views/identity-views.service.ts';

@Module({
  providers: [
    PetitionRepository,
    Petitions,
    ConfirmationTokens,
    PetitionerCorrectionRepository,
    IdentityViewRepository,
    IdentityViews,
  ],
  exports: [PetitionRepository, Petitions, ConfirmationTokens, PetitionerCorrectionRepository, IdentityViews],
})
export class PetitionModule {}
