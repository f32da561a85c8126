import type { Case } from '../../domain/case.ts';
import type { Repeats } from './find-repeats.ts';
import type { RepeatPolicy } from './repeat-policy.ts';

/** Why a case is not left unprocessed as clearly answered before. */
export type NotClearlyAnswered =
  'SAFETY_HAZARD' | 'NEW_FACT' | 'NEW_FACT_NOT_CHECKED' | 'TOO_FEW_CLEAR_REPLIES' | 'SEVERAL_PETITIONERS';

/** Whether the second ground for no action would stand. */
export interface RepeatJudgement {
  readonly allowed: boolean;
  readonly against: readonly NotClearlyAnswered[];
  /** The newest case with a clear reply that the one who asks may see; null unless it is allowed. */
  readonly earlierCaseNo: string | null;
}

/**
 * Nothing is dropped by counting: a hazard and a petition with a new fact never are, somebody has to have looked, and everybody who
 * asked must have been answered before.
 *
 * @param found of the case's only petitioner; null when that is nobody who could be found again
 */
export function judgeRepeat(
  { safetyHazard, newFact, petitionCount }: Pick<Case, 'safetyHazard' | 'newFact' | 'petitionCount'>,
  found: Repeats | null,
  { clearReplies }: RepeatPolicy,
): RepeatJudgement {
  const replies = found?.clearReplies ?? 0;
  const objections: readonly (readonly [boolean, NotClearlyAnswered])[] = [
    [safetyHazard, 'SAFETY_HAZARD'],
    [newFact === true, 'NEW_FACT'],
    [newFact === null, 'NEW_FACT_NOT_CHECKED'],
    [petitionCount > 1, 'SEVERAL_PETITIONERS'],
    [replies < clearReplies, 'TOO_FEW_CLEAR_REPLIES'],
  ];
  const against = objections.filter(([holds]) => holds).map(([, objection]) => objection);
  const allowed = against.length === 0;
  const earlier = found?.earlier.find(({ clear, visible }) => clear && visible);
  return { allowed, against, earlierCaseNo: allowed ? (earlier?.caseNo ?? null) : null };
}
