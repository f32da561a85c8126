/** Why a petitioner is not asked. */
export type NotAsked =
  | 'REOPENED'
  | 'CONFIDENTIAL_INFORMER'
  | 'CONFIDENTIAL_CATEGORY'
  | 'ANONYMOUS'
  | 'CONTACT_REFUSED'
  | 'LETTER_ONLY'
  | 'NO_CONTACT'
  | 'ASKED_ALREADY';

/** What decides whether a petitioner of a closed case is asked. */
export interface Candidate {
  readonly petitionId: string;
  readonly anonymous: boolean;
  /** The petitioner asked for secrecy. */
  readonly confidential: boolean;
  readonly preferredContact: string;
  /** The e-mail address or telephone number a survey would reach them by; equal for one person's petitions. */
  readonly contact: string | null;
  readonly confidentialCase: boolean;
  /** Whether the case is still closed by the closing that is asked about. */
  readonly stillClosed: boolean;
}

export interface Eligibility {
  readonly asked: readonly Candidate[];
  readonly skipped: readonly { readonly petitionId: string; readonly reason: NotAsked }[];
}

/** Rules in the order in which they are told: of several reasons the first is recorded. */
const RULES: readonly { readonly reason: NotAsked; readonly applies: (candidate: Candidate) => boolean }[] = [
  { reason: 'REOPENED', applies: ({ stillClosed }) => !stillClosed },
  { reason: 'CONFIDENTIAL_INFORMER', applies: ({ confidential }) => confidential },
  { reason: 'CONFIDENTIAL_CATEGORY', applies: ({ confidentialCase }) => confidentialCase },
  { reason: 'ANONYMOUS', applies: ({ anonymous }) => anonymous },
  { reason: 'CONTACT_REFUSED', applies: ({ preferredContact }) => preferredContact === 'NONE' },
  { reason: 'LETTER_ONLY', applies: ({ preferredContact }) => preferredContact === 'LETTER' }, // a letter and its answer outlast the window
  { reason: 'NO_CONTACT', applies: ({ contact }) => contact === null },
];

/** Decides once, at the closing, who is asked; everybody else gets the reason why not. One person with several petitions is asked once. */
export function decideEligibility(candidates: readonly Candidate[]): Eligibility {
  const asked: Candidate[] = [];
  const skipped: { petitionId: string; reason: NotAsked }[] = [];
  for (const candidate of candidates) {
    const reason = reasonNotToAsk(candidate) ?? (isAmong(candidate, asked) ? 'ASKED_ALREADY' : null);
    if (reason) skipped.push({ petitionId: candidate.petitionId, reason });
    else asked.push(candidate);
  }
  return { asked, skipped };
}

export const reasonNotToAsk = (candidate: Candidate): NotAsked | null =>
  RULES.find(({ applies }) => applies(candidate))?.reason ?? null;

const isAmong = ({ contact }: Candidate, asked: readonly Candidate[]): boolean =>
  asked.some((other) => other.contact === contact);
