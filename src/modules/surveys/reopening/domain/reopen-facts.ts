import type { Fact } from '../../../../kernel/fact.ts';
import type { ReopenStep } from './reopen-alarm.ts';

export type ReopenRequested = Fact<
  'survey.reopen_requested',
  { readonly caseId: string; readonly petitionId: string; readonly requestId: string; readonly dueAt: string }
>;
/** Nobody has decided yet. */
export type ReopenRang = Fact<
  'survey.reopen_rang',
  { readonly caseId: string; readonly requestId: string; readonly step: ReopenStep; readonly dueAt: string }
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
