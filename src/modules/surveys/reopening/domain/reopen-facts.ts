import type { Fact } from '../../../../kernel/fact.ts';

/** `HALF` of the time to decide is over, or all of it (`OVER`). */
export type ReopenStep = 'HALF' | 'OVER';

export type ReopenRequested = Fact<
  'survey.reopen_requested',
  { readonly caseId: string; readonly petitionId: string; readonly requestId: string; readonly dueAt: string }
>;
/** Nobody has decided yet. */
export type ReopenRang = Fact<
  'survey.reopen_rang',
  { readonly caseId: string; readonly requestId: string; readonly step: ReopenStep; readonly dueAt: string }
>;
/** The calendar was revised, and with it the time to decide. */
export type ReopenReplanned = Fact<
  'survey.reopen_replanned',
  { readonly caseId: string; readonly requestId: string; readonly dueBefore: string; readonly dueAfter: string }
>;
/** What the city decided, and what it says about it. `OVERTAKEN`: the case was opened again without looking at the request. */
export type ReopenDecided = Fact<
  'survey.reopen_decided',
  {
    readonly caseId: string;
    readonly petitionId: string;
    readonly requestId: string;
    readonly decision: 'APPROVED' | 'REJECTED' | 'OVERTAKEN';
    readonly note: string | null;
  }
>;
