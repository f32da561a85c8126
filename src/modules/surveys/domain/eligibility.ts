import type { BilingualText } from '../../../kernel/errors.ts';
import { isSampled } from './sampling.ts';
import type { SurveyPolicy } from './survey-policy.ts';

const DAY_MS = 86_400_000;

/** What the city supervisor reads of a survey that was not sent. The codes are stable. */
export const NOT_ASKED_TEXTS = {
  NO_ACTION: {
    'zh-TW': '案件不予處理，無處理結果可供評價',
    en: 'The petition was left unprocessed: there is no result to judge',
  },
  REOPENED: { 'zh-TW': '案件在調查寄出前已重新開啟', en: 'The case was opened again before the survey could be sent' },
  CONFIDENTIAL_INFORMER: { 'zh-TW': '陳情人要求身分保密', en: 'The petitioner asked for secrecy' },
  CONFIDENTIAL_CATEGORY: { 'zh-TW': '案件類別屬保密案件', en: 'Cases of this category are confidential' },
  ANONYMOUS: { 'zh-TW': '匿名陳情', en: 'The petition is anonymous' },
  CONTACT_REFUSED: { 'zh-TW': '陳情人不願再被聯絡', en: 'The petitioner wants no contact' },
  LETTER_ONLY: {
    'zh-TW': '陳情人僅願以書信聯絡，往返逾填答期限',
    en: 'Only letters are wanted, which outlast the time to answer',
  },
  NO_CONTACT: { 'zh-TW': '沒有電子郵件或電話', en: 'There is no e-mail address or telephone number' },
  AFTER_SURVEY_REOPEN: {
    'zh-TW': '案件係依民眾於滿意度調查提出之請求重啟',
    en: 'The case had been reopened because of an earlier survey',
  },
  ASKED_RECENTLY: { 'zh-TW': '同一人近期已受訪', en: 'The same person was asked recently' },
  NOT_SAMPLED: { 'zh-TW': '未抽中（依類別抽樣比率）', en: 'Not drawn, by the sampling rate of the category' },
  ASKED_ALREADY: { 'zh-TW': '同一人就本案已受訪', en: 'The same person is asked about this case already' },
} as const satisfies Record<string, BilingualText>;

/** Why a petitioner is not asked. */
export type NotAsked = keyof typeof NOT_ASKED_TEXTS;

/** What decides whether a petitioner of a closed case is asked. */
export interface Candidate {
  readonly petitionId: string;
  readonly categoryCode: string | null;
  readonly anonymous: boolean;
  /** The petitioner asked for secrecy. */
  readonly confidential: boolean;
  readonly preferredContact: string;
  /** E-mail address and telephone number in their plainest form: one in common makes two petitioners one person. */
  readonly contacts: readonly string[];
  readonly confidentialCase: boolean;
  /** Whether the case is still closed by the closing that is asked about. */
  readonly stillClosed: boolean;
  /** Whether an earlier survey about this case led to its being opened again. */
  readonly afterSurveyReopen: boolean;
  /** When the same person was last asked, about an earlier closing or another case; null when never. */
  readonly lastAskedAt: Date | null;
}

export interface Eligibility {
  readonly asked: readonly Candidate[];
  readonly skipped: readonly { readonly petitionId: string; readonly reason: NotAsked }[];
}

interface Circumstances {
  readonly policy: SurveyPolicy;
  readonly at: Date;
}

interface Rule {
  readonly reason: NotAsked;
  readonly applies: (candidate: Candidate, circumstances: Circumstances) => boolean;
}

/** Rules in the order in which they are told: of several reasons the first is recorded. */
const RULES: readonly Rule[] = [
  { reason: 'REOPENED', applies: ({ stillClosed }) => !stillClosed },
  { reason: 'CONFIDENTIAL_INFORMER', applies: ({ confidential }) => confidential },
  { reason: 'CONFIDENTIAL_CATEGORY', applies: ({ confidentialCase }) => confidentialCase },
  { reason: 'ANONYMOUS', applies: ({ anonymous }) => anonymous },
  { reason: 'CONTACT_REFUSED', applies: ({ preferredContact }) => preferredContact === 'NONE' },
  { reason: 'LETTER_ONLY', applies: ({ preferredContact }) => preferredContact === 'LETTER' }, // a letter and its answer outlast the window
  { reason: 'NO_CONTACT', applies: ({ contacts }) => contacts.length === 0 },
  { reason: 'AFTER_SURVEY_REOPEN', applies: ({ afterSurveyReopen }) => afterSurveyReopen },
  { reason: 'ASKED_RECENTLY', applies: ({ lastAskedAt }, { policy, at }) => isRecent(lastAskedAt, policy, at) },
  {
    reason: 'NOT_SAMPLED',
    applies: ({ petitionId, categoryCode }, { policy }) => !isSampled(petitionId, categoryCode, policy),
  },
];

/** Decides once, at the closing, who is asked; everybody else gets the reason why not. One person with several petitions is asked once. */
export function decideEligibility(candidates: readonly Candidate[], policy: SurveyPolicy, at: Date): Eligibility {
  const asked: Candidate[] = [];
  const skipped: { petitionId: string; reason: NotAsked }[] = [];
  for (const candidate of candidates) {
    const reason = reasonNotToAsk(candidate, { policy, at }) ?? (isAmong(candidate, asked) ? 'ASKED_ALREADY' : null);
    if (reason) skipped.push({ petitionId: candidate.petitionId, reason });
    else asked.push(candidate);
  }
  return { asked, skipped };
}

/** Since when a person must not have been asked, to be asked at `at`. */
export const quietSince = ({ quietDays }: SurveyPolicy, at: Date): Date => new Date(at.getTime() - quietDays * DAY_MS);

const reasonNotToAsk = (candidate: Candidate, circumstances: Circumstances): NotAsked | null =>
  RULES.find(({ applies }) => applies(candidate, circumstances))?.reason ?? null;

const isRecent = (lastAskedAt: Date | null, policy: SurveyPolicy, at: Date): boolean =>
  lastAskedAt !== null && lastAskedAt > quietSince(policy, at);

const isAmong = ({ contacts }: Candidate, asked: readonly Candidate[]): boolean =>
  asked.some((other) => other.contacts.some((contact) => contacts.includes(contact)));
