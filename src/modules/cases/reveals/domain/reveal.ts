import type { Actor } from '../../../../kernel/actor.ts';
import type { BilingualText } from '../../../../kernel/errors.ts';
import type { Fact } from '../../../../kernel/fact.ts';
import type { IdentityLevel } from '../../../petitions/index.ts';
import { CustodianOnly, NotWorkingOnCase, PurposeUnexplained } from './reveal-errors.ts';

/** What somebody needs to know a petitioner for (個人資料保護法 §15–16). */
export const REVEAL_PURPOSES = ['CONTACT', 'VERIFY', 'SITE_VISIT', 'LEGAL', 'OTHER'] as const;
export type RevealPurpose = (typeof REVEAL_PURPOSES)[number];

/** Of these it is not plain what they are for. */
const TO_EXPLAIN: readonly RevealPurpose[] = ['LEGAL', 'OTHER'];

/** How somebody stands to a case whose petitioners they want to know. */
export interface Standing {
  /** Whether they do so for the whole city, or for the district of the case, whoever has it. */
  readonly looksAfter: boolean;
  /** The agency for which they work on it now; null: none. */
  readonly agencyCode: string | null;
  /** Whether they are a custodian of its secrets now. */
  readonly custodian: boolean;
}

/** A petition whose petitioner is asked for. */
export interface AskedPetition {
  readonly caseId: string;
  readonly petitionId: string;
  readonly petitionNo: string;
  readonly identityLevel: IdentityLevel;
  /** Whether custodians alone may know who sent it. */
  readonly secret: boolean;
}

/** That one petitioner is shown to one person for some minutes. */
export interface Reveal {
  readonly id: string;
  readonly caseId: string;
  readonly petitionId: string;
  readonly accountId: string;
  /** Whose place they took, by name. */
  readonly onBehalfOf: string | null;
  /** It ends when the agency has the case no more; null: they did it for the whole city, or a district of it. */
  readonly agencyCode: string | null;
  readonly identityLevel: IdentityLevel;
  readonly purpose: RevealPurpose;
  readonly note: string | null;
  readonly revealedAt: Date;
  readonly expiresAt: Date;
}

/** A reveal that has not ended. */
export interface RunningReveal {
  readonly id: string;
  readonly petitionId: string;
  readonly purpose: RevealPurpose;
  readonly expiresAt: Date;
}

/** `reportedTo` hears of it: the supervisors of the agency, or of the city. Never with what was shown, or the note about it. */
export type IdentityRevealed = Fact<
  'petition.identity_revealed',
  {
    readonly revealId: string;
    readonly caseId: string;
    readonly petitionNo: string;
    readonly purpose: RevealPurpose;
    readonly identityLevel: IdentityLevel;
    readonly agencyCode: string | null;
    readonly reportedTo: 'AGENCY' | 'CITY';
    readonly expiresAt: string;
  }
>;

export interface RevealRequest {
  readonly id: string;
  readonly purpose: RevealPurpose;
  readonly note: string | null;
  readonly at: Date;
  /** Whole minutes, 1 or more. */
  readonly minutes: number;
}

/**
 * Whether somebody is told as well from where on the Internet a petition was sent. It leads to a person as a name does, and nobody needs it to
 * work on a case: custodians alone, and for the law.
 */
export const showsOrigin = (purpose: RevealPurpose, { custodian }: Pick<Standing, 'custodian'>): boolean =>
  custodian && purpose === 'LEGAL';

const MINUTE_MS = 60_000;

/** @throws NotWorkingOnCase, CustodianOnly, PurposeUnexplained */
export function decideReveal(
  actor: Actor,
  asked: AskedPetition,
  standing: Standing,
  { id, purpose, note, at, minutes }: RevealRequest,
): { readonly reveal: Reveal; readonly fact: IdentityRevealed } {
  if (!standing.looksAfter && standing.agencyCode === null) throw new NotWorkingOnCase();
  if (asked.secret && !standing.custodian) throw new CustodianOnly();
  if (note === null && TO_EXPLAIN.includes(purpose)) throw new PurposeUnexplained();
  const agencyCode = standing.looksAfter ? null : standing.agencyCode;
  const expiresAt = new Date(at.getTime() + minutes * MINUTE_MS);
  const { caseId, petitionId, petitionNo, identityLevel } = asked;
  const onBehalfOf = actor.onBehalfOf?.name ?? null;
  const of = { id, caseId, petitionId, accountId: actor.id, onBehalfOf, agencyCode, identityLevel };
  const data = {
    revealId: id,
    caseId,
    petitionNo,
    purpose,
    identityLevel,
    agencyCode,
    reportedTo: reportedTo(actor, agencyCode),
  };
  return {
    reveal: { ...of, purpose, note, revealedAt: at, expiresAt },
    fact: {
      type: 'petition.identity_revealed',
      subject: { kind: 'petition', id: petitionId },
      data: { ...data, expiresAt: expiresAt.toISOString() },
    },
  };
}

/** Nobody is their own supervisor, or that of who is above them: of what they do themselves, or in a supervisor's place, the city's hear. */
function reportedTo({ roles, scope, standsInFor = [] }: Actor, agencyCode: string | null): 'AGENCY' | 'CITY' {
  if (agencyCode === null || (!scope.all && !scope.agencyCodes.includes(agencyCode))) return 'CITY';
  const offices = [...roles, ...standsInFor.flatMap((absent) => absent.roles)];
  return offices.some((office) => office.role === 'AGENCY_SUPERVISOR' && office.agencyCode === agencyCode) ? 'CITY' : 'AGENCY';
}

const PURPOSES: Readonly<Record<RevealPurpose, BilingualText>> = {
  CONTACT: { 'zh-TW': '聯絡陳情人', en: 'to contact the petitioner' },
  VERIFY: { 'zh-TW': '查證身分或資料', en: 'to verify who they are, or their details' },
  SITE_VISIT: { 'zh-TW': '現場會勘', en: 'for a visit to the place' },
  LEGAL: { 'zh-TW': '依法律程序', en: 'for legal proceedings' },
  OTHER: { 'zh-TW': '其他', en: 'for another purpose' },
};

/** A purpose as people read it. */
export const purposeWords = (purpose: RevealPurpose): BilingualText => PURPOSES[purpose];
