import type { ExtensionReason } from '../../catalog/index.ts';
import { caseFact } from './case-facts.ts';
import type { Case, CaseStatus } from './case.ts';
import { type CaseDecision, type CommandRules, WORKING } from './command-rule.ts';
import { ExtensionLevelTooLow, ExtensionTooLate, ExtensionTooShort, OwnExtensionRequest } from './extension-errors.ts';
import { type ExtensionRules, measure } from './extension-ladder.ts';
import type {
  CaseExtensionApproved,
  CaseExtensionRejected,
  CaseExtensionRequested,
  CaseExtensionVoided,
} from './extension-facts.ts';
import { type Approver, decidesAt, type ExtensionRequest, levelsFrom } from './extension.ts';
import { liveLegs } from './legs.ts';
import { isRecused } from './recusal-check.ts';

/** More time for a case (展期). */
export type ExtendingCommand =
  | {
      readonly type: 'request-extension';
      readonly until: Date;
      readonly reasonCode: ExtensionReason;
      readonly reason: string;
      readonly requestedBy: string;
      readonly rules: ExtensionRules;
    }
  | {
      readonly type: 'approve-extension';
      readonly approver: Approver;
      readonly note: string | null;
      readonly rules: ExtensionRules;
    }
  | { readonly type: 'reject-extension'; readonly approver: Approver; readonly note: string | null }
  | { readonly type: 'expire-extension' };

const DECIDABLE: readonly CaseStatus[] = [...WORKING, 'PENDING_APPROVAL'];

const isUndecided = ({ extensionRequest }: Case): boolean => extensionRequest?.state === 'OPEN';

/** Whether the time is over in which a case can be extended; while its clock stands still it is not. */
const isOver = ({ clockState, dueAt }: Case, at: Date): boolean => clockState === 'RUNNING' && at >= dueAt;

/** Whether nobody can decide any more on the extension that was asked for. */
export const hasLapsed = (of: Case, at: Date): boolean => isUndecided(of) && isOver(of, at);

/** @throws ExtensionTooLate, ExtensionTooShort, ExtensionAboveLadder, OwnExtensionRequest, ExtensionLevelTooLow */
export const EXTENDING: CommandRules<ExtendingCommand> = {
  'request-extension': {
    from: WORKING,
    to: null,
    leadOnly: true,
    when: (of) => !isUndecided(of),
    decide: (moved, { until, reasonCode: { code: reasonCode, text: reasonText }, reason, requestedBy, rules }, { at, newId }) => {
      const dueAt = extended(moved, until, rules, at);
      const measured = measure(rules, moved, dueAt);
      const extensionRequest: ExtensionRequest = {
        ...{ id: newId(), state: 'OPEN', until, fromDueAt: moved.dueAt, dueAt, ...measured },
        ...{ reasonCode, reasonText, reason, requestedBy, requestedAt: at, decidedBy: null, decidedAt: null, note: null },
      };
      const next = { ...moved, extensionRequest };
      return {
        next,
        facts: [
          caseFact<CaseExtensionRequested>(next, 'case.extension_requested', {
            ...{ requestId: extensionRequest.id, until: until.toISOString(), dueAt: dueAt.toISOString() },
            ...{ ...measured, levels: levelsFrom(measured.approver), reasonCode, reason },
            ...{ requestedBy, agencyCode: next.leadAgencyCode! },
          }),
        ],
      };
    },
  },

  'approve-extension': {
    from: DECIDABLE,
    to: null,
    leadOnly: true,
    when: isUndecided,
    refusal: (of, at) => (DECIDABLE.includes(of.status) && isOver(of, at) ? new ExtensionTooLate() : null),
    decide: (moved, { approver, note, rules }, { at }) => {
      const request = moved.extensionRequest!;
      const dueAt = extended(moved, request.until, rules, at);
      const measured = measure(rules, moved, dueAt);
      const decided = decide({ ...request, ...measured, dueAt, state: 'APPROVED' }, moved, approver, note, at);
      const next: Case = {
        ...moved,
        dueAt,
        extensions: moved.extensions + 1,
        extendedDays: moved.extendedDays + measured.days,
        extensionRequest: decided,
        assignments: moved.assignments.map((leg) => (liveLegs(moved).includes(leg) ? { ...leg, dueAt } : leg)),
      };
      const { id: requestId, until, reasonCode, reasonText } = decided;
      return {
        next,
        facts: [
          caseFact<CaseExtensionApproved>(next, 'case.extension_approved', {
            ...{ requestId, until: until.toISOString(), dueAt: dueAt.toISOString(), days: measured.days },
            ...{ reasonCode, reasonText, requestedBy: decided.requestedBy, note },
          }),
        ],
      };
    },
  },

  'reject-extension': {
    from: [...DECIDABLE, 'AWAITING_SUPPLEMENT'],
    to: null,
    leadOnly: true,
    when: isUndecided,
    decide: (moved, { approver, note }, { at }) => {
      const decided = decide({ ...moved.extensionRequest!, state: 'REJECTED' }, moved, approver, note, at);
      const next = { ...moved, extensionRequest: decided };
      const data = { requestId: decided.id, requestedBy: decided.requestedBy, note };
      return { next, facts: [caseFact<CaseExtensionRejected>(next, 'case.extension_rejected', data)] };
    },
  },

  'expire-extension': {
    from: ['TRIAGE', ...DECIDABLE, 'AWAITING_SUPPLEMENT'],
    to: null,
    leadOnly: true,
    when: isUndecided,
    unoffered: true,
    decide: (moved, _, { at }) => voided(moved, 'TIME_OVER', at),
  },
};

/** The case without the request that nobody has decided on. */
export function voided(of: Case, because: CaseExtensionVoided['data']['because'], at: Date): CaseDecision {
  const request = of.extensionRequest!;
  const next: Case = { ...of, extensionRequest: { ...request, state: 'VOID', decidedAt: at } };
  const data = { requestId: request.id, requestedBy: request.requestedBy, because };
  return { next, facts: [caseFact<CaseExtensionVoided>(next, 'case.extension_voided', data)] };
}

/**
 * The due instant after an extension, counted as the clock's ledger counts it.
 *
 * @throws ExtensionTooLate when the time is over, ExtensionTooShort when it would not move the due instant
 */
function extended({ dueAt: now, sla, place }: Case, until: Date, { calendar }: ExtensionRules, at: Date): Date {
  if (at >= now) throw new ExtensionTooLate();
  if (until <= now) throw new ExtensionTooShort();
  return sla.unit === 'HOUR' ? until : calendar.in(place.districtCode).settled(until);
}

/** @throws OwnExtensionRequest, ExtensionLevelTooLow */
function decide(request: ExtensionRequest, of: Case, approver: Approver, note: string | null, at: Date): ExtensionRequest {
  if (request.requestedBy === approver.id) throw new OwnExtensionRequest();
  if (!decidesAt(request, unlessRecused(of, approver), of.leadAgencyCode)) throw new ExtensionLevelTooLow(request.approver);
  return { ...request, decidedBy: approver.id, decidedAt: at, note };
}

/** What somebody decides without what they would decide for an agency, or in the place of somebody, that is recused from the case. */
const unlessRecused = (of: Case, { heads, standsInFor = [], ...rest }: Approver): Approver => ({
  ...rest,
  heads: heads.filter(({ as }) => !isRecused(of, { agencyCode: as })),
  standsInFor: standsInFor.filter(({ id }) => !isRecused(of, { accountId: id })).map((absent) => unlessRecused(of, absent)),
});
