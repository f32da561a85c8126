import type { PipeTransform } from '@nestjs/common';
import { leftOut } from './case-view-parts.dto.ts';
import type { CaseAccess } from './domain/case-access.ts';
import type { CaseAtHand, CaseSurroundings } from './domain/case-surroundings.ts';
import type { ExtensionRequest } from './domain/extension.ts';
import type { Supplement } from './domain/supplement.ts';
import { type CommandType, openCommands } from './domain/case-lifecycle.ts';
import { readCaseNo } from './domain/case-number.ts';
import { type Assignment, type Case, hasBegun } from './domain/case.ts';
import { leadOf, liveLegs } from './domain/legs.ts';
import { activeRecusals } from './domain/recusal-check.ts';
import { askedNow, type ReplyDraft } from './domain/reply-draft.ts';

/** Reads the case number of an address as somebody typed it. */
export class CaseNumber implements PipeTransform<string, string> {
  transform(typed: string): string {
    return readCaseNo(typed);
  }
}

/** A thing by its code and its name. */
export class NamedView {
  code: string;
  name: string;
}

export class HandlerView {
  id: string;
  displayName: string;
}

export class LocationView {
  lat: number | null;
  lng: number | null;
  address: string | null;
  district: NamedView | null;
  village: NamedView | null;
}

export class AssignmentView {
  agencyCode: string;
  agencyName: string;
  role: 'LEAD' | 'CO_HANDLER';
  status: string;
  handler: HandlerView | null;
  assignedAt: string;
  acceptedAt: string | null;
  dueAt: string;
  /** A co-handler's answer to the leading agency. */
  answer: string | null;
  answeredAt: string | null;
}

/** An extension that waits for its decision. */
export class OpenExtensionView {
  until: string;
  /** The due instant that an approval gives. */
  dueAt: string;
  days: number;
  /** The lowest level that may approve it. */
  approver: string;
  reasonCode: string;
  reason: string;
  requestedAt: string;
}

/** A question to the petitioner that waits for its answer. */
export class OpenSupplementView {
  question: string;
  replyBy: string;
  requestedAt: string;
}

export class ClockSummaryView {
  state: 'RUNNING' | 'PAUSED' | 'STOPPED';
  /** Until the due instant, in the time that counts for it; negative when it has passed, null before the clock has begun. */
  remainingMinutes: number | null;
}

/** What a case that is `PENDING_APPROVAL` waits for; the draft itself is at `GET /cases/{caseNo}/replies`. */
export class ApprovalView {
  /** The level that is asked now. */
  level: number;
  levels: number;
  role: string;
  /** Null: the city's supervisors. */
  agencyCode: string | null;
  submittedAt: string;
}

/** Somebody, or an agency, that may not work on the case. */
export class RecusalView {
  accountId: string | null;
  agencyCode: string | null;
  at: string;
}

/** Why a petition was left unprocessed. */
export class NoActionView {
  ground: string;
  /** The case whose clear reply is the ground. */
  earlierCaseNo: string | null;
}

/** How the case stands to the caller. */
export class MarksView {
  /** It came since the caller looked last (`PUT /me/looked`). */
  new: boolean;
  shortlisted: boolean;
}

export class PromiseView {
  id: string;
  text: string;
  until: string;
  keptAt: string | null;
}

export class CaseView {
  caseNo: string;
  version: number;
  /**
   * `FULL`: all of it. What else there is leaves parts empty: `CATEGORY_OWNER` the commands and who petitioned, `REGISTRANT` what the
   * agencies do among themselves, `FORMER` all but number, category, status and dates.
   */
  access: CaseAccess;
  status: string;
  category: NamedView | null;
  priority: string;
  safetyHazard: boolean;
  confidential: boolean;
  subject: string | null;
  description: string | null;
  location: LocationView;
  leadAgency: NamedView | null;
  handler: HandlerView | null;
  assignments: AssignmentView[];
  firstReceivedAt: string;
  openedAt: string;
  /** Null before its citizen has confirmed the petition. */
  dueAt: string | null;
  overdue: boolean;
  clock: ClockSummaryView;
  extensions: number | null;
  openExtension: OpenExtensionView | null;
  openSupplement: OpenSupplementView | null;
  reroutes: number | null;
  /** Whose business it is, in the eyes of the agency that gave the case back, until that is decided. */
  proposedAgency: NamedView | null;
  petitionCount: number | null;
  openCommands: CommandType[];
  /** Number of the case that answers for this one; null also when the caller may not read that one. */
  mergedInto: string | null;
  /** Number of the case that waits for this one; null also when the caller may not read that one. */
  parentCaseNo: string | null;
  outcome: string | null;
  reply: string | null;
  closedAt: string | null;
  /** When its time of retention was over: words, exact place and petitioners are gone (`GET /cases/{caseNo}/tombstone`). */
  anonymisedAt: string | null;
  approval: ApprovalView | null;
  recusals: RecusalView[];
  noAction: NoActionView | null;
  /** Who watches over it since it was closed: `CITY` or `BUREAU`; null before it is tracked. */
  trackingLevel: string | null;
  promises: PromiseView[];
  /** In lists only. */
  marks: MarksView | null;
}

/** A case as somebody may read it. */
export function toCaseView({ access = 'FULL', ...atHand }: CaseAtHand): CaseView {
  const whole = toWholeView(atHand);
  return { ...whole, ...leftOut(access, whole), access };
}

/** A case by what is shown of it. */
type Whole = { readonly [Part in keyof CaseView]: CaseView[Part] };

function toWholeView({ of, around, marks = null, strangers }: CaseAtHand): Whole {
  const { write } = around;
  const named = namesBut(strangers);
  return {
    access: 'FULL',
    caseNo: of.caseNo,
    version: of.version,
    status: of.status,
    category: around.category,
    priority: of.priority,
    safetyHazard: of.safetyHazard,
    confidential: of.confidential,
    subject: of.subject,
    description: of.description,
    location: toLocationView(of, around),
    leadAgency: toAgencyView(of.leadAgencyCode, around),
    handler: toHandlerView(of.handlerId, around),
    assignments: liveLegs(of).map((leg) => toAssignmentView(leg, around)),
    firstReceivedAt: write(of.firstReceivedAt),
    openedAt: write(of.openedAt),
    dueAt: hasBegun(of) ? write(of.dueAt) : null,
    overdue: around.overdue,
    clock: { state: of.clockState, remainingMinutes: hasBegun(of) ? around.remainingMinutes : null },
    extensions: of.extensions,
    openExtension: toOpenExtension(of.extensionRequest, write),
    openSupplement: toOpenSupplement(of.supplement, write),
    reroutes: of.reroutes,
    proposedAgency: toAgencyView(leadOf(of)?.proposedAgencyCode ?? null, around),
    petitionCount: of.petitionCount,
    openCommands: openCommands(of),
    mergedInto: named(of.mergedInto),
    parentCaseNo: named(of.parent?.caseNo ?? null),
    outcome: of.outcome,
    reply: of.reply,
    ...ends(of, write),
    approval: of.draft && toApprovalView(of.draft, write),
    recusals: activeRecusals(of).map(({ accountId, agencyCode, at }) => ({ accountId, agencyCode, at: write(at) })),
    noAction: toNoActionView(of, named),
    trackingLevel: of.trackingLevel,
    promises: of.promises.map((each) => ({ ...each, until: write(each.until), keptAt: each.keptAt && write(each.keptAt) })),
    marks,
  };
}

const ends = ({ closedAt, anonymisedAt }: Case, write: CaseSurroundings['write']): Pick<Whole, 'closedAt' | 'anonymisedAt'> => ({
  closedAt: closedAt && write(closedAt),
  anonymisedAt: anonymisedAt && write(anonymisedAt),
});

const toAgencyView = (code: string | null, { agencyName }: CaseSurroundings): NamedView | null =>
  code === null ? null : { code, name: agencyName(code) };

const namesBut =
  (strangers: ReadonlySet<string> | undefined) =>
  (caseNo: string | null): string | null =>
    caseNo !== null && strangers?.has(caseNo) ? null : caseNo;

const toNoActionView = (
  { noActionGround: ground, earlierCaseNo }: Case,
  named: ReturnType<typeof namesBut>,
): NoActionView | null => ground && { ground, earlierCaseNo: named(earlierCaseNo) };

const toLocationView = ({ place }: Case, { district, village }: CaseSurroundings): LocationView => ({
  lat: place.point?.lat ?? null,
  lng: place.point?.lng ?? null,
  address: place.address,
  district,
  village,
});

function toApprovalView(draft: ReplyDraft, write: (at: Date) => string): ApprovalView | null {
  const { decisions, approvers, submittedAt } = draft;
  const asked = askedNow(draft);
  return asked && { level: decisions.length + 1, levels: approvers.length, ...asked, submittedAt: write(submittedAt) };
}

function toOpenExtension(request: ExtensionRequest | null, write: CaseSurroundings['write']): OpenExtensionView | null {
  if (request?.state !== 'OPEN') return null;
  const { until, dueAt, days, approver, reasonCode, reason, requestedAt } = request;
  return { until: write(until), dueAt: write(dueAt), days, approver, reasonCode, reason, requestedAt: write(requestedAt) };
}

function toOpenSupplement(supplement: Supplement | null, write: CaseSurroundings['write']): OpenSupplementView | null {
  if (supplement?.state !== 'OPEN') return null;
  const { question, replyBy, requestedAt } = supplement;
  return { question, replyBy: write(replyBy), requestedAt: write(requestedAt) };
}

const toHandlerView = (id: string | null, { accountName }: CaseSurroundings): HandlerView | null =>
  id === null ? null : { id, displayName: accountName(id) };

function toAssignmentView(leg: Assignment, around: CaseSurroundings): AssignmentView {
  const { write, agencyName } = around;
  return {
    agencyCode: leg.agencyCode,
    agencyName: agencyName(leg.agencyCode),
    role: leg.role,
    status: leg.status,
    handler: toHandlerView(leg.handlerId, around),
    assignedAt: write(leg.assignedAt),
    acceptedAt: leg.acceptedAt && write(leg.acceptedAt),
    dueAt: write(leg.dueAt),
    answer: leg.answer,
    answeredAt: leg.answeredAt && write(leg.answeredAt),
  };
}
