import type { Fact } from '../../../kernel/fact.ts';
import type { Sla } from '../../calendar/index.ts';
import type { Urgency } from '../../catalog/index.ts';
import type { Authority, Case, NoActionGround, ReopenReason, TrackingLevel } from './case.ts';
import type {
  CaseExtensionApproved,
  CaseExtensionRejected,
  CaseExtensionRequested,
  CaseExtensionVoided,
} from './extension-facts.ts';
import type { Outcome } from './outcome.ts';

export type CaseOpened = Fact<'case.opened', { readonly caseNo: string; readonly petitionId: string }>;
export type CaseDispatched = Fact<
  'case.dispatched',
  {
    readonly agencyCode: string;
    readonly coAgencyCodes: readonly string[];
    readonly by: 'RULE' | 'DISPATCHER' | 'CHIEF';
    readonly ruleId: string | null;
    readonly reason: string | null;
    /** The agency that had given it back; null when nobody had it. */
    readonly previousAgencyCode: string | null;
  }
>;
export type CaseSentToTriage = Fact<'case.sent_to_triage', { readonly reasons: readonly string[] }>;
export type CaseAccepted = Fact<'case.accepted', { readonly agencyCode: string; readonly handlerId: string | null }>;
export type CaseAssigned = Fact<'case.assigned', { readonly agencyCode: string; readonly handlerId: string }>;
export type CaseReturned = Fact<
  'case.returned',
  {
    readonly agencyCode: string;
    readonly reason: string;
    readonly proposedAgencyCode: string | null;
    /** Whose level decides who has the case, and until when. */
    readonly decidedBy: Authority;
    readonly decideBy: string;
  }
>;
/** The city's level decided who has a case that had changed hands before. */
export type CaseRuled = Fact<
  'case.ruled',
  {
    readonly fromAgencyCode: string;
    readonly agencyCode: string;
    readonly reason: string;
    readonly categoryCode: string | null;
    readonly districtCode: string | null;
    readonly villageCode: string | null;
  }
>;
export type CaseTransferred = Fact<
  'case.transferred',
  { readonly fromAgencyCode: string; readonly toAgencyCode: string; readonly reason: string }
>;
export type CoHandlerAdded = Fact<'case.co_handler_added', { readonly agencyCode: string; readonly reason: string }>;
/** `handlerId`: who was at it; null when nobody was. */
export type CoHandlerRemoved = Fact<
  'case.co_handler_removed',
  { readonly agencyCode: string; readonly handlerId: string | null; readonly reason: string }
>;
export type CoHandlerReturned = Fact<
  'case.co_handler_returned',
  { readonly agencyCode: string; readonly reason: string; readonly proposedAgencyCode: string | null }
>;
export type CoHandlerAccepted = Fact<
  'case.co_handler_accepted',
  { readonly agencyCode: string; readonly handlerId: string | null }
>;
export type CoHandlerAnswered = Fact<'case.co_handler_answered', { readonly agencyCode: string; readonly answer: string }>;
/** The leading agency waits for no helper any more; `agencyCodes` have answered. */
export type CoHandlersDone = Fact<'case.co_handlers_done', { readonly agencyCodes: readonly string[] }>;
export type CaseNoted = Fact<'case.noted', { readonly text: string; readonly attachmentIds: readonly string[] }>;
export type CaseReplySubmitted = Fact<'case.reply_submitted', { readonly outcome: Outcome }>;
export type ApprovalRequested = Fact<
  'case.approval_requested',
  { readonly level: number; readonly role: 'AGENCY_SUPERVISOR' | 'CITY_SUPERVISOR'; readonly agencyCode: string | null }
>;
export type CaseReplyApproved = Fact<'case.reply_approved', { readonly level: number; readonly note: string | null }>;
export type CaseReplyRejected = Fact<
  'case.reply_rejected',
  {
    readonly level: number;
    readonly note: string | null;
    readonly handlerIds: readonly string[];
    /** That had answered by its link; null when the reply was handed in here. */
    readonly outsideAgencyCode: string | null;
  }
>;
export type CaseRecused = Fact<
  'case.recused',
  {
    readonly accountId: string | null;
    readonly agencyCode: string | null;
    readonly reason: string;
    /** Of the agency that led the case until then. */
    readonly leadAgencyCode: string | null;
    /** Whether the case lost its leading agency, or somebody who handled it. */
    readonly lead: boolean;
    readonly handler: boolean;
  }
>;
export type CaseTakenBack = Fact<
  'case.taken_back',
  {
    readonly from: 'HANDLER' | 'AGENCY';
    readonly agencyCode: string;
    readonly handlerId: string | null;
    readonly reason: string;
    /** Whose level decides who has the case; null where its agency keeps it. */
    readonly decidedBy: Authority | null;
  }
>;
export type CaseRecusalLifted = Fact<
  'case.recusal_lifted',
  { readonly accountId: string | null; readonly agencyCode: string | null; readonly reason: string }
>;
export type CaseClosed = Fact<'case.closed', { readonly outcome: Outcome; readonly reply: string; readonly closing: number }>;
export type CaseReopened = Fact<
  'case.reopened',
  { readonly reason: string; readonly reasonCode: ReopenReason; readonly closedAt: string }
>;
/** `dueAt` as the case counts it, RFC 3339; the clock's ledger has the last word. */
export type CaseRecategorised = Fact<
  'case.recategorised',
  {
    readonly from: string | null;
    readonly to: string;
    readonly reason: string;
    readonly urgency: Urgency;
    readonly safetyHazard: boolean;
    readonly sla: Sla;
    readonly dueAt: string;
  }
>;
export type CaseTracked = Fact<
  'case.tracked',
  {
    readonly level: TrackingLevel;
    readonly until: string;
    readonly reason: string;
    /** When the clock before stopped: with the closing, or when its day was moved. */
    readonly closedAt: string;
    /** The day before, where it was moved. */
    readonly from?: string;
  }
>;
export type CasePromised = Fact<'case.promised', { readonly promiseId: string; readonly text: string; readonly until: string }>;
export type PromiseKept = Fact<'case.promise_kept', { readonly promiseId: string; readonly text: string; readonly note: string }>;
export type CaseUnactioned = Fact<
  'case.unactioned',
  { readonly ground: NoActionGround; readonly earlierCaseNo: string | null; readonly note: string; readonly closing: number }
>;
/** `agencyCode`: whose work is not needed any more. */
export type CaseWithdrawn = Fact<'case.withdrawn', { readonly reason: string; readonly agencyCode: string | null }>;
export type CaseMerged = Fact<
  'case.merged',
  {
    readonly intoCaseId: string;
    readonly intoCaseNo: string;
    readonly petitionIds: readonly string[];
    readonly reason: string;
    /** Since when the clock stood still for a question that was dropped; null when it ran. */
    readonly pausedAt: string | null;
  }
>;
export type CaseUnmerged = Fact<
  'case.unmerged',
  {
    readonly fromCaseId: string;
    readonly fromCaseNo: string;
    readonly petitionIds: readonly string[];
    readonly reason: string;
    readonly mergedAt: string;
  }
>;
interface MergedCase {
  readonly caseId: string;
  readonly caseNo: string;
  readonly petitionIds: readonly string[];
  readonly reason: string;
}
export type MergeReceived = Fact<'case.merge_received', MergedCase>;
export type MergeUndone = Fact<'case.merge_undone', MergedCase>;
export type ParentSet = Fact<'case.parent_set', { readonly parentCaseNo: string; readonly reason: string }>;
export type ParentCleared = Fact<'case.parent_cleared', { readonly parentCaseNo: string; readonly reason: string }>;
export type ChildAdded = Fact<'case.child_added', { readonly caseNo: string; readonly reason: string }>;
export type ChildRemoved = Fact<'case.child_removed', { readonly caseNo: string; readonly reason: string }>;
export type NewFactChecked = Fact<'case.new_fact_checked', { readonly newFact: boolean; readonly reason: string }>;
export type CaseJoined = Fact<'case.joined', { readonly petitionId: string; readonly receivedAt: string }>;

export type CaseSupplementRequested = Fact<
  'case.supplement_requested',
  { readonly supplementId: string; readonly question: string; readonly replyBy: string; readonly pausedAt: string | null }
>;
/** A question is closed. The clock stood still for it from `pausedAt` to `endedAt`; not at all where that is null. */
interface SupplementEnding {
  readonly supplementId: string;
  readonly pausedAt: string | null;
  readonly endedAt: string;
}
export type CaseSupplementReceived = Fact<
  'case.supplement_received',
  SupplementEnding & { readonly text: string; readonly attachmentIds: readonly string[]; readonly handlerId: string | null }
>;
export type CaseSupplementExpired = Fact<'case.supplement_expired', SupplementEnding>;
export type CaseSupplementDropped = Fact<'case.supplement_dropped', SupplementEnding>;

/** What a petitioner wrote without having been asked. */
export type CaseMessageReceived = Fact<
  'case.message_received',
  {
    readonly petitionNo: string;
    readonly text: string;
    readonly attachmentIds: readonly string[];
    readonly handlerId: string | null;
  }
>;

export type CaseFact =
  | CaseOpened
  | CaseDispatched
  | CaseSentToTriage
  | CaseAccepted
  | CaseAssigned
  | CaseReturned
  | CaseRuled
  | CaseTransferred
  | CoHandlerAdded
  | CoHandlerRemoved
  | CoHandlerReturned
  | CoHandlerAccepted
  | CoHandlerAnswered
  | CoHandlersDone
  | CaseNoted
  | CaseReplySubmitted
  | ApprovalRequested
  | CaseReplyApproved
  | CaseReplyRejected
  | CaseRecused
  | CaseRecusalLifted
  | CaseTakenBack
  | CaseClosed
  | CaseReopened
  | CaseRecategorised
  | CaseTracked
  | CasePromised
  | PromiseKept
  | CaseMerged
  | CaseUnmerged
  | MergeReceived
  | MergeUndone
  | ParentSet
  | ParentCleared
  | ChildAdded
  | ChildRemoved
  | CaseUnactioned
  | CaseWithdrawn
  | NewFactChecked
  | CaseJoined
  | CaseExtensionRequested
  | CaseExtensionApproved
  | CaseExtensionRejected
  | CaseExtensionVoided
  | CaseSupplementRequested
  | CaseSupplementReceived
  | CaseSupplementExpired
  | CaseSupplementDropped
  | CaseMessageReceived;

/** What the citizen sees on the status page, unless a note says otherwise. */
const PUBLIC: ReadonlySet<CaseFact['type']> = new Set([
  'case.opened',
  'case.dispatched',
  'case.accepted',
  'case.transferred',
  'case.closed',
  'case.reopened',
  'case.tracked',
  'case.merged',
  'case.unmerged',
  'case.unactioned',
  'case.withdrawn',
  'case.extension_approved',
  'case.supplement_requested',
  'case.supplement_received',
]);

/** A fact about a case, public or not by its type. */
export const caseFact = <F extends CaseFact>(
  of: Pick<Case, 'id'>,
  type: F['type'],
  data: F['data'],
  isPublic = PUBLIC.has(type),
): Fact => ({
  type,
  subject: { kind: 'case', id: of.id },
  data,
  public: isPublic,
});
