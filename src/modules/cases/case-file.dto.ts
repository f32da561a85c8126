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

export class PetitionerView {
  name: string | null;
  phone: string | null;
  email: string | null;
  address: string | null;
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

interface PetitionOfCase extends Omit<CasePetitionView, 'receivedAt' | 'registeredAt'> {
  receivedAt: Date;
  registeredAt: Date;
}

export const toCasePetitionView = (petition: Readonly<PetitionOfCase>, write: Write): CasePetitionView => ({
  ...petition,
  receivedAt: write(petition.receivedAt),
  registeredAt: write(petition.registeredAt),
});

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
