import type { Sla } from '../../calendar/index.ts';
import type { CaseStatus, Outcome } from './case.ts';

/** A decision of the routing rules or of a dispatcher, as far as a case needs it. */
export interface Destination {
  readonly agencyCode: string;
  readonly coAgencyCodes: readonly string[];
  readonly ruleId: string | null;
}

/** Somebody who is to handle a case, and the agencies they work for. */
export interface HandlerChoice {
  readonly id: string;
  readonly agencyCodes: readonly string[];
}

export type CaseCommand =
  | {
      readonly type: 'confirm';
      readonly destination: Destination | null;
      readonly reasons: readonly string[];
      /** Of the rules in force now: hours of the day may decide about it. */
      readonly sla: Sla;
      readonly dueAt: Date;
    }
  | { readonly type: 'dispatch'; readonly agencyCode: string; readonly coAgencyCodes: readonly string[]; readonly reason: string }
  | { readonly type: 'accept'; readonly handler: HandlerChoice | null }
  | { readonly type: 'assign'; readonly handler: HandlerChoice }
  | { readonly type: 'return'; readonly reason: string; readonly proposedAgencyCode: string | null }
  | { readonly type: 'transfer'; readonly agencyCode: string; readonly reason: string }
  | { readonly type: 'note'; readonly text: string; readonly public: boolean; readonly attachmentIds: readonly string[] }
  | { readonly type: 'submit-reply'; readonly text: string; readonly outcome: Outcome; readonly attachmentIds: readonly string[] }
  | { readonly type: 'close'; readonly outcome: Outcome; readonly reply: string }
  | { readonly type: 'reopen'; readonly reason: string };

export type CommandType = CaseCommand['type'];

interface Rule {
  /** Only staff of the leading agency may do it, unless they look after the whole city. */
  readonly leadOnly?: true;
  readonly from: readonly CaseStatus[];
  /** `null`: the status stays. `confirm` alone may also lead to TRIAGE, when no rule knows an agency. */
  readonly to: CaseStatus | null;
}

const WORKING = ['DISPATCHED', 'IN_PROGRESS'] as const;
const OPEN = ['TRIAGE', ...WORKING] as const;

/** What may be done to a case in which status, and where it leads. The buttons, the 409 answer and the documentation come from these lines. */
export const RULES: Readonly<Record<CommandType, Rule>> = {
  confirm: { from: ['AWAITING_CONFIRMATION'], to: 'DISPATCHED' },
  dispatch: { from: ['TRIAGE'], to: 'DISPATCHED' },
  accept: { leadOnly: true, from: ['DISPATCHED'], to: 'IN_PROGRESS' },
  assign: { leadOnly: true, from: WORKING, to: null },
  return: { leadOnly: true, from: WORKING, to: 'TRIAGE' },
  transfer: { leadOnly: true, from: WORKING, to: 'DISPATCHED' },
  note: { from: [...OPEN, 'AWAITING_CONFIRMATION', 'CLOSED'], to: null },
  'submit-reply': { leadOnly: true, from: ['IN_PROGRESS'], to: 'CLOSED' },
  close: { leadOnly: true, from: ['IN_PROGRESS'], to: 'CLOSED' },
  reopen: { from: ['CLOSED'], to: 'IN_PROGRESS' },
};

/** Following the confirmation link is the citizen's doing; no button offers it. */
const OFFERED = (Object.keys(RULES) as CommandType[]).filter((type) => type !== 'confirm');

/** The commands that a case in this status accepts. */
export const openCommands = (status: CaseStatus): CommandType[] => OFFERED.filter((type) => RULES[type].from.includes(status));

/** The statuses that end a case's clock. */
export const FINAL_STATUSES: readonly CaseStatus[] = ['CLOSED', 'NO_ACTION', 'MERGED', 'WITHDRAWN'];
