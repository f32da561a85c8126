import type { ReopenRang, ReopenStep } from './reopen-facts.ts';

/** When those who decide are reminded next, and of what. */
export interface ReopenRing {
  readonly ringAt: Date;
  readonly step: ReopenStep;
}

/** A request as its alarm sees it. */
export interface WaitingRequest {
  readonly id: string;
  readonly surveyId: string;
  readonly caseId: string;
  readonly dueAt: Date;
  /** Null when it was decided, or has rung for the last time. */
  readonly ring: ReopenRing | null;
}

/** What follows when the alarm of a request rings, which may be early, late or twice; null: nothing. Who is late is not reminded of half. */
export function ringRequest(request: WaitingRequest, at: Date): { next: ReopenRing | null; fact: ReopenRang } | null {
  const { id: requestId, surveyId, caseId, dueAt, ring } = request;
  if (ring === null || at < ring.ringAt) return null;
  const step = at < dueAt ? ring.step : 'OVER';
  const data = { caseId, requestId, step, dueAt: dueAt.toISOString() };
  return {
    next: step === 'OVER' ? null : { ringAt: dueAt, step: 'OVER' },
    fact: { type: 'survey.reopen_rang', subject: { kind: 'survey', id: surveyId }, data },
  };
}
