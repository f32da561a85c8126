import type { CasePetition } from './case-file.read-model.ts';
import { type Onlooker, showPetitioner } from '../petitions/index.ts';
import type { Stored } from '../../platform/facts/index.ts';

/** One entry of a case's timeline. */
export class EventActorView {
  kind: string;
  name: string;
  /** Whose place they took, as their deputy. */
  onBehalfOf?: string;
}

export class CaseEventView {
  id: string;
  at: string;
  type: string;
  actor: EventActorView;
  public: boolean;
  data: object;
}

/** Of those who petitioned in confidence only custodians see more than `***`. */
export class PetitionerView {
  name: string | null;
  phone: string | null;
  email: string | null;
  address: string | null;
  /** Whether anything is withheld. */
  masked: boolean;
}

/** One petition that a case answers. */
export class CasePetitionView {
  petitionNo: string;
  channel: string;
  receivedAt: string;
  registeredAt: string;
  subject: string;
  description: string;
  anonymous: boolean;
  confidential: boolean;
  preferredContact: string;
  petitioner: PetitionerView;
}

type Write = (at: Date) => string;

export const toCasePetitionView = (petition: CasePetition, onlooker: Onlooker, write: Write): CasePetitionView => {
  const { aboutConfidential, petitioner, receivedAt, registeredAt, ...same } = petition;
  return {
    ...same,
    receivedAt: write(receivedAt),
    registeredAt: write(registeredAt),
    petitioner: showPetitioner(petitioner, petition.confidential || aboutConfidential, onlooker),
  };
};

export const toEventView = (fact: Stored & { readonly public: boolean }, write: Write): CaseEventView => ({
  id: fact.id,
  at: write(fact.at),
  type: fact.type,
  actor: {
    kind: fact.actor.kind,
    name: fact.actor.name,
    ...(fact.actor.onBehalfOf && { onBehalfOf: fact.actor.onBehalfOf.name }),
  },
  public: fact.public,
  data: fact.data,
});
