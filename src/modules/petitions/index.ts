export { ConfirmationTokens } from './confirmation.service.ts';
export * from './domain/person-key.ts';
export * from './domain/petition-errors.ts';
export * from './domain/petition-facts.ts';
export * from './domain/petition.ts';
export * from './domain/shown-identity.ts';
export { PetitionModule } from './petition.module.ts';
export { PETITION_CONSTRAINTS, PetitionRepository } from './petition.repository.ts';
export { lookupHash, type NewPetition, type NumberedPetition, Petitions } from './petition.service.ts';
