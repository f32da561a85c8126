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

type Write = (at: Date) => string;

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
