import type { Fact } from '../../../kernel/fact.ts';
import type { Channel, Petition } from './petition.ts';

export type PetitionRegistered = Fact<
  'petition.registered',
  { readonly petitionNo: string; readonly caseId: string; readonly channel: Channel; readonly awaitingConfirmation: boolean }
>;

export type PetitionConfirmed = Fact<'petition.confirmed', { readonly petitionNo: string; readonly caseId: string }>;

export const petitionRegistered = (petition: Petition, caseId: string, awaitingConfirmation: boolean): PetitionRegistered => ({
  type: 'petition.registered',
  subject: { kind: 'petition', id: petition.id },
  data: { petitionNo: petition.petitionNo, caseId, channel: petition.channel, awaitingConfirmation },
});

export const petitionConfirmed = (
  petition: { readonly id: string; readonly petitionNo: string },
  caseId: string,
): PetitionConfirmed => ({
  type: 'petition.confirmed',
  subject: { kind: 'petition', id: petition.id },
  data: { petitionNo: petition.petitionNo, caseId },
});
