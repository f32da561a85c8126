import type { Fact } from '../../../kernel/fact.ts';
import type { Channel, Petition, Petitioner } from './petition.ts';

export type PetitionRegistered = Fact<
  'petition.registered',
  { readonly petitionNo: string; readonly caseId: string; readonly channel: Channel; readonly awaitingConfirmation: boolean }
>;

export type PetitionConfirmed = Fact<'petition.confirmed', { readonly petitionNo: string; readonly caseId: string }>;

/** What entitles somebody to see who petitioned: that it was revealed to them, or that they are to call them. */
export type ViewGround = 'REVEAL' | 'SURVEY_CALL';

/** That somebody was shown who sent a petition. */
export interface IdentityView {
  readonly petitionId: string;
  readonly ground: ViewGround;
  /** The reveal, or the survey. */
  readonly groundId: string;
}

export type IdentityViewed = Fact<'petition.identity_viewed', { readonly ground: ViewGround; readonly groundId: string }>;

/** Which details, never what they are. */
export type PetitionerCorrected = Fact<
  'petition.petitioner_corrected',
  { readonly petitionNo: string; readonly fields: readonly (keyof Petitioner)[] }
>;

export const identityViewed = ({ petitionId, ground, groundId }: IdentityView): IdentityViewed => ({
  type: 'petition.identity_viewed',
  subject: { kind: 'petition', id: petitionId },
  data: { ground, groundId },
});

export const petitionerCorrected = (
  petition: { readonly id: string; readonly petitionNo: string },
  fields: readonly (keyof Petitioner)[],
): PetitionerCorrected => ({
  type: 'petition.petitioner_corrected',
  subject: { kind: 'petition', id: petition.id },
  data: { petitionNo: petition.petitionNo, fields },
});

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
