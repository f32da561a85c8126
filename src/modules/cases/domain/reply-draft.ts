import type { Office, Person } from '../../../kernel/actor.ts';
import type { Outcome } from './outcome.ts';

/** Whoever did something, and whose place they took when they did it as a deputy. */
export interface Signature extends Person {
  readonly onBehalfOf: Person | null;
}

/** Whoever handed a reply in: a person, or (without an id) an agency outside the city, by its link. */
export type Submitter = Signature | (Omit<Signature, 'id'> & { readonly id: null });

/** Whose approval a reply needs: anybody who holds this office. */
export interface Approver extends Office {
  readonly role: 'AGENCY_SUPERVISOR' | 'CITY_SUPERVISOR';
}

/** What the citizen is told of appeal, lawsuit and compensation (行政程序法 §172 II), by a text of the city's or in words of one's own. */
export interface ChosenRemedy {
  readonly code: string | null;
  readonly text: string;
}

export interface ApprovalDecision {
  /** 1 or 2. */
  readonly level: number;
  readonly approved: boolean;
  readonly by: Signature;
  readonly at: Date;
  readonly note: string | null;
}

/** `WITHDRAWN`: the case went another way before everybody had decided. */
export type DraftState = 'PENDING' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN';

/** In which a reply can be handed in. */
export const ANSWERABLE = ['IN_PROGRESS', 'CONTINUED_TRACKING'] as const;
export type StatusBefore = (typeof ANSWERABLE)[number];

/** A reply that waits, or waited, for approval (線上簽核). */
export interface ReplyDraft {
  readonly id: string;
  readonly state: DraftState;
  readonly text: string;
  readonly outcome: Outcome;
  readonly legalRemedy: ChosenRemedy | null;
  readonly templateCode: string | null;
  readonly submittedBy: Submitter;
  readonly submittedAt: Date;
  /** What the case was when the reply was handed in, and is again when the reply goes nowhere. */
  readonly statusBefore: StatusBefore;
  /** In the order in which they are asked, as the rules stood when the reply was handed in. */
  readonly approvers: readonly Approver[];
  readonly decisions: readonly ApprovalDecision[];
}

/** Whoever is asked now; null when everybody has decided. */
export const askedNow = (draft: Pick<ReplyDraft, 'state' | 'approvers' | 'decisions'>): Approver | null =>
  draft.state === 'PENDING' ? (draft.approvers[draft.decisions.length] ?? null) : null;

/** Whether somebody holds an office; the city's supervisors look after no agency in its supervisor's place. */
export const holds = (offices: readonly Office[], { role, agencyCode }: Approver): boolean =>
  offices.some((office) => office.role === role && office.agencyCode === agencyCode);

/** Whether two signatures have a person in common, a deputy counting as both. */
export const sharePerson = (a: Submitter, b: Submitter): boolean => {
  const people = [a.id, a.onBehalfOf?.id];
  return (b.id !== null && people.includes(b.id)) || (b.onBehalfOf !== null && people.includes(b.onBehalfOf.id));
};

/** The reply as the citizen reads it. */
export const fullReply = (text: string, remedy: ChosenRemedy | null): string =>
  remedy === null ? text : `${text.trimEnd()}\n\n${remedy.text}`;
