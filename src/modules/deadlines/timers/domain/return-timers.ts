import type { SmallClock } from '../../../calendar/index.ts';
import type { Timer } from './timer.ts';

type ReturnStep = 'HALF' | 'OVER';

const STEPS: readonly ReturnStep[] = ['HALF', 'OVER'];

/** A reminder when half of the time to decide is over, and another when all of it is. @param at when the case was given back */
export const returnTimers = (caseId: string, decidedBy: string, at: Date, clock: SmallClock): Timer[] =>
  STEPS.map((step) => {
    const subject = `${decidedBy}:${step}`;
    return { caseId, kind: 'RETURN', subject, ringAt: ringOfReturn(subject, clock), countedFrom: at };
  });

/** When the timer of a subject rings. */
export const ringOfReturn = (subject: string, { halfAt, dueAt }: SmallClock): Date =>
  subject.endsWith(':HALF') ? halfAt : dueAt;
