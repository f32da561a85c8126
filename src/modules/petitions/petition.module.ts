import { type DynamicModule, Module } from '@nestjs/common';
import { ConfirmationTokens } from './confirmation.service.ts';
import { PetitionerCorrectionRepository } from './corrections/petitioner-correction.repository.ts';
import { OfficialContacts } from '../../kernel/personal-words.ts';
import { PetitionRepository } from './petition.repository.ts';
import { Petitions } from './petition.service.ts';
import { SealedPetitioners } from './sealed-petitioners.repository.ts';
import { IdentityViewRepository } from './views/identity-view.repository.ts';
import { IdentityViews } from './views/identity-views.service.ts';

/** Hands over whose numbers and addresses everybody may read, to be imported once by the application. */
@Module({})
export class OfficialContactsModule {
  static of(contacts: OfficialContacts): DynamicModule {
    return {
      module: OfficialContactsModule,
      global: true,
      providers: [{ provide: OfficialContacts, useValue: contacts }],
      exports: [OfficialContacts],
    };
  }
}

@Module({
  providers: [
    PetitionRepository,
    Petitions,
    ConfirmationTokens,
    PetitionerCorrectionRepository,
    IdentityViewRepository,
    IdentityViews,
    SealedPetitioners,
  ],
  exports: [PetitionRepository, Petitions, ConfirmationTokens, PetitionerCorrectionRepository, IdentityViews, SealedPetitioners],
})
export class PetitionModule {}
