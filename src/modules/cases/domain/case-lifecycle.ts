import type { Fact } from '../../../kernel/fact.ts';
import type { Sla } from '../../calendar/index.ts';
import type { Assignment, Case, CaseStatus, Outcome } from './case.ts';
import { unanswered } from './legs.ts';

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
  | { readonly type: 'add-co-handler'; readonly agencyCode: string; readonly reason: string }
  | { readonly type: 'remove-co-handler'; readonly agencyCode: string; readonly reason: string }
  | { readonly type: 'note'; readonly text: string; readonly public: boolean; readonly attachmentIds: readonly string[] }
  | { readonly type: 'submit-reply'; readonly text: string; readonly outcome: Outcome; readonly attachmentIds: readonly string[] }
  | { readonly type: 'close'; readonly outcome: Outcome; readonly reply: string }
  | { readonly type: 'reopen'; readonly reason: string };

export type CommandType = CaseCommand['type'];

/** What a command leads to. */
export interface CaseDecision {
  readonly next: Case;
  readonly facts: readonly Fact[];
}

interface Rule {
  /** Only staff of the leading agency may do it, unless they look after the whole city. */
  readonly leadOnly?: true;
  /** In which status a co-handler may do it to its own leg; the case's status stays. */
  readonly ownLegFrom?: readonly CaseStatus[];
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
  accept: { ownLegFrom: WORKING, from: ['DISPATCHED'], to: 'IN_PROGRESS' },
  assign: { ownLegFrom: WORKING, from: WORKING, to: null },
  return: { ownLegFrom: WORKING, from: WORKING, to: 'TRIAGE' },
  transfer: { leadOnly: true, from: WORKING, to: 'DISPATCHED' },
  'add-co-handler': { leadOnly: true, from: WORKING, to: null },
  'remove-co-handler': { leadOnly: true, from: WORKING, to: null },
  note: { from: [...OPEN, 'AWAITING_CONFIRMATION', 'CLOSED'], to: null },
  'submit-reply': { ownLegFrom: WORKING, from: ['IN_PROGRESS'], to: 'CLOSED' },
  close: { leadOnly: true, from: ['IN_PROGRESS'], to: 'CLOSED' },
  reopen: { from: ['CLOSED'], to: 'IN_PROGRESS' },
};

/** Following the confirmation link is the citizen's doing; no button offers it. */
const OFFERED = (Object.keys(RULES) as CommandType[]).filter((type) => type !== 'confirm');

/** The commands that a case accepts from one or the other of those who work on it. */
export const openCommands = (of: Case): CommandType[] =>
  OFFERED.filter((type) => RULES[type].from.includes(of.status) || isOpenToHelper(type, of));

const isOpenToHelper = (type: CommandType, of: Case): boolean => unanswered(of).some((leg) => isOpenTo(leg, type, of.status));

/** Whether a co-handler may do it to its leg: accept once, answer once, and nothing after the answer. */
export const isOpenTo = (leg: Assignment, type: CommandType, status: CaseStatus): boolean =>
  RULES[type].ownLegFrom?.includes(status) === true &&
  leg.status !== 'ANSWERED' &&
  (type !== 'accept' || leg.status === 'ASSIGNED');

/** The statuses that end a case's clock. */
export const FINAL_STATUSES: readonly CaseStatus[] = ['CLOSED', 'NO_ACTION', 'MERGED', 'WITHDRAWN'];
