import type { BusinessCalendar, SmallClock } from '../../../calendar/index.ts';
import type { ReopenRang, ReopenReplanned, ReopenStep } from './reopen-facts.ts';

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
  readonly requestedAt: Date;
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

/**
 * A request that waits, after the calendar was revised. What has rung has rung, and late stays late, unless the office turns out to have
 * been closed at the moment it was due.
 */
export function recountRequest(
  request: WaitingRequest,
  { halfAt, dueAt }: SmallClock,
  calendar: BusinessCalendar,
  at: Date,
): { readonly next: WaitingRequest; readonly facts: ReopenReplanned[] } {
  const isLate = at > request.dueAt && calendar.isOpen(request.dueAt);
  if (isLate) return { next: request, facts: [] };
  const { id: requestId, surveyId, caseId, dueAt: before, ring } = request;
  const next = { ...request, dueAt, ring: ring && { ...ring, ringAt: ring.step === 'HALF' ? halfAt : dueAt } };
  if (dueAt.getTime() === before.getTime()) return { next, facts: [] };
  const data = { caseId, requestId, dueBefore: before.toISOString(), dueAfter: dueAt.toISOString() };
  return { next, facts: [{ type: 'survey.reopen_replanned', subject: { kind: 'survey', id: surveyId }, data }] };
}
