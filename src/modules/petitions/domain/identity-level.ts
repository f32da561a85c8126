import type { Petition } from './petition.ts';

/** How much of themselves a petitioner lets be known: 具名, 具名但請求保密, 匿名. */
export const IDENTITY_LEVELS = ['NAMED', 'CONFIDENTIAL', 'ANONYMOUS'] as const;
export type IdentityLevel = (typeof IDENTITY_LEVELS)[number];

/**
 * The level of one petition.
 *
 * @param aboutConfidential whether the matter is confidential by its category, or the case is for another reason
 */
export function identityLevelOf(
  { anonymous, confidential }: Pick<Petition, 'anonymous' | 'confidential'>,
  aboutConfidential: boolean,
): IdentityLevel {
  if (anonymous) return 'ANONYMOUS';
  return confidential || aboutConfidential ? 'CONFIDENTIAL' : 'NAMED';
}

/**
 * Whether custodians alone may know who petitioned (行政程序法 §170; 勞動基準法檢舉案件保密及處理辦法 §3–8). Whoever petitions without a name
 * and leaves a number to be reached by wants to be known by it to nobody.
 */
export const isSealed = (level: IdentityLevel): boolean => level !== 'NAMED';
