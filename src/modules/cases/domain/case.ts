import type { GeoPoint } from '../../../kernel/geo-point.ts';
import type { Sla } from '../../calendar/index.ts';
import type { Urgency } from '../../catalog/index.ts';
import type { ExtensionRequest } from './extension.ts';
import type { Supplement } from './supplement.ts';
import type { Outcome } from './outcome.ts';
import type { Recusal } from './recusal.ts';
import type { ReplyDraft } from './reply-draft.ts';

export const CASE_STATUSES = [
  'AWAITING_CONFIRMATION',
  'TRIAGE',
  'DISPATCHED',
  'IN_PROGRESS',
  'AWAITING_SUPPLEMENT',
  'PENDING_APPROVAL',
  'CONTINUED_TRACKING',
  'CLOSED',
  'NO_ACTION',
  'MERGED',
  'WITHDRAWN',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** Grounds for leaving a petition unprocessed: exactly one of the three (行政程序法 §173). */
export const NO_ACTION_GROUNDS = ['NO_CONTENT_OR_IDENTITY', 'CLEARLY_ANSWERED', 'COPY_ONLY'] as const;
export type NoActionGround = (typeof NO_ACTION_GROUNDS)[number];

/** Why a case is taken up again. */
export const REOPEN_REASONS = ['NOT_FIXED', 'UNCLEAR_REPLY', 'NEW_FACT', 'ENDED_BY_MISTAKE', 'OTHER'] as const;
export type ReopenReason = (typeof REOPEN_REASONS)[number];

/** Who decides which agency has a case: the city's level rules, others arrange. */
export type Authority = 'CITY' | 'OTHER';

/** Who watches over a case that is tracked after it was closed: the city (府列管) or its agency (局列管). */
export const TRACKING_LEVELS = ['CITY', 'BUREAU'] as const;
export type TrackingLevel = (typeof TRACKING_LEVELS)[number];

/** Something that is promised for a day while a case is tracked. */
export interface CasePromise {
  readonly id: string;
  readonly text: string;
  readonly until: Date;
  readonly keptAt: Date | null;
}

export type ClockState = 'RUNNING' | 'PAUSED' | 'STOPPED';

/**
 * `RETURNED`: the agency has given the case back, `TAKEN_BACK`: a dispatcher has taken it from the agency before it began; it stays
 * responsible until it is decided who has it. `ANSWERED`: it has done its part. `TRANSFERRED`: another agency leads instead. `WAIVED`: its
 * help is not needed any more. `MERGED`: it waits while another case answers for this one. `RECUSED`: it may not work on it.
 */
export type AssignmentStatus =
  'ASSIGNED' | 'ACCEPTED' | 'ANSWERED' | 'RETURNED' | 'TAKEN_BACK' | 'TRANSFERRED' | 'WAIVED' | 'MERGED' | 'RECUSED';

/** One agency's leg of a case. `endedAt` is set when the agency leaves the case, not when the case closes. */
export interface Assignment {
  readonly id: string;
  readonly agencyCode: string;
  readonly role: 'LEAD' | 'CO_HANDLER';
  readonly status: AssignmentStatus;
  readonly handlerId: string | null;
  readonly assignedAt: Date;
  readonly acceptedAt: Date | null;
  /** A co-handler's answer to the leading agency. */
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  /** Whose business it is, in the eyes of the agency that gave it back; null when it named none, or has it still. */
  readonly proposedAgencyCode: string | null;
  readonly endedAt: Date | null;
  readonly dueAt: Date;
}

export interface CasePlace {
  readonly point: GeoPoint | null;
  readonly address: string | null;
  readonly districtCode: string | null;
  readonly villageCode: string | null;
}

/** Where a merged case went. */
export interface Merge {
  /** The next case, which may have been merged on. */
  readonly intoId: string;
  /** Where unmerging leads back to. */
  readonly statusBefore: CaseStatus;
}

/** What agencies work on. */
export interface Case {
  readonly id: string;
  readonly caseNo: string;
  /** Grows by one with every command; the ETag. */
  readonly version: number;
  readonly status: CaseStatus;
  readonly categoryCode: string | null;
  readonly priority: Urgency;
  readonly safetyHazard: boolean;
  readonly confidential: boolean;
  readonly subject: string;
  readonly description: string;
  readonly place: CasePlace;
  readonly leadAgencyCode: string | null;
  readonly handlerId: string | null;
  /** Of the earliest petition; never changes (APA §17). */
  readonly firstReceivedAt: Date;
  readonly openedAt: Date;
  readonly sla: Sla;
  /** A cache of what the clock ledger says. */
  readonly dueAt: Date;
  /** Once overdue, overdue for ever: the instant it became so. */
  readonly overdueSince: Date | null;
  readonly clockState: ClockState;
  /**
   * A cache of what the clock ledger says was left when the clock stopped or began to stand still (`BusinessCalendar.remainingMinutes`);
   * null before it did. While the clock runs it says nothing.
   */
  readonly remainingMinutes: number | null;
  readonly extensions: number;
  /** Calendar days by which extensions have moved the due day, all together. */
  readonly extendedDays: number;
  /** The one that waits for its decision; after the command that decides, as it was decided. */
  readonly extensionRequest: ExtensionRequest | null;
  /** The question that waits for its answer; after the command that ends the waiting, as it ended. */
  readonly supplement: Supplement | null;
  readonly reroutes: number;
  readonly petitionCount: number;
  /** How often the case was closed, with a reply or on a ground to take no action. */
  readonly closings: number;
  readonly outcome: Outcome | null;
  readonly reply: string | null;
  readonly closedAt: Date | null;
  /** When its time of retention was over, and what told of a person was taken out; null while all of it is there. */
  readonly anonymisedAt: Date | null;
  /** Null unless the case is merged. */
  readonly merge: Merge | null;
  /** Number of the case that answers for this one, at the end of all merges; null unless the case is merged. */
  readonly mergedInto: string | null;
  /** The case that waits for this one; null unless it is a child. */
  readonly parent: { readonly id: string; readonly caseNo: string; readonly open: boolean } | null;
  /** The cases that this one waits for. */
  readonly children: readonly { readonly caseNo: string; readonly open: boolean }[];
  /** What a handler found: whether a repeated petition says anything new; null when nobody has looked. */
  readonly newFact: boolean | null;
  readonly noActionGround: NoActionGround | null;
  /** The case whose clear reply is the ground for no action. */
  readonly earlierCaseNo: string | null;
  /** Null before a case is tracked; stays when it is closed again. */
  readonly trackingLevel: TrackingLevel | null;
  readonly promises: readonly CasePromise[];
  readonly assignments: readonly Assignment[];
  /** The reply that approval is asked for; one that was decided about only in the decision itself. */
  readonly draft: ReplyDraft | null;
  /** Those in force, with those of the cases that it answers for; one that was lifted only in the decision itself. */
  readonly recusals: readonly Recusal[];
}

/** Whether the case's clock has begun: before its citizen has confirmed the petition, nothing is due. */
export const hasBegun = ({ status }: Pick<Case, 'status'>): boolean => status !== 'AWAITING_CONFIRMATION';
