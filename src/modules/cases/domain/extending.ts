import type { BusinessCalendar } from '../../calendar/index.ts';
import type { ExtensionPolicy, ExtensionReason } from '../../catalog/index.ts';
import { type CaseExtensionApproved, type CaseExtensionRejected, type CaseExtensionRequested, caseFact } from './case-facts.ts';
import type { Case } from './case.ts';
import { type CommandRules, WORKING } from './command-rule.ts';
import { ExtensionLevelTooLow, ExtensionTooLate, ExtensionTooShort, OwnExtensionRequest } from './extension-errors.ts';
import { measure } from './extension-ladder.ts';
import { type Approver, type ExtensionRequest, levelOf, reaches } from './extension.ts';
import { liveLegs } from './legs.ts';

/** What the city says about extensions, and the calendar in force. */
interface ExtensionRules {
  readonly steps: ExtensionPolicy['steps'];
  readonly calendar: BusinessCalendar;
}

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
  | { readonly type: 'reject-extension'; readonly approver: Approver; readonly note: string | null };

const isUndecided = ({ extensionRequest }: Case): boolean => extensionRequest?.state === 'OPEN';

/** @throws ExtensionTooLate, ExtensionTooShort, ExtensionAboveLadder, OwnExtensionRequest, ExtensionLevelTooLow */
export const EXTENDING: CommandRules<ExtendingCommand> = {
  'request-extension': {
    from: WORKING,
    to: null,
    leadOnly: true,
    when: (of) => !isUndecided(of),
    decide: (moved, { until, reasonCode: { code: reasonCode, text: reasonText }, reason, requestedBy, rules }, { at, newId }) => {
      const dueAt = extended(moved, until, rules, at);
      const measured = measure(rules.steps, moved, dueAt, rules.calendar.timeZone);
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
            ...{ ...measured, reasonCode, reason },
          }),
        ],
      };
    },
  },

  'approve-extension': {
    from: WORKING,
    to: null,
    leadOnly: true,
    when: isUndecided,
    decide: (moved, { approver, note, rules }, { at }) => {
      const request = moved.extensionRequest!;
      const dueAt = extended(moved, request.until, rules, at);
      const measured = measure(rules.steps, moved, dueAt, rules.calendar.timeZone);
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
            ...{ reasonCode, reasonText },
          }),
        ],
      };
    },
  },

  'reject-extension': {
    from: [...WORKING, 'AWAITING_SUPPLEMENT'],
    to: null,
    leadOnly: true,
    when: isUndecided,
    decide: (moved, { approver, note }, { at }) => {
      const decided = decide({ ...moved.extensionRequest!, state: 'REJECTED' }, moved, approver, note, at);
      const next = { ...moved, extensionRequest: decided };
      const data = { requestId: decided.id, note };
      return { next, facts: [caseFact<CaseExtensionRejected>(next, 'case.extension_rejected', data)] };
    },
  },
};

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
  if (!reaches(levelOf(approver, of.leadAgencyCode), request.approver)) throw new ExtensionLevelTooLow(request.approver);
  return { ...request, decidedBy: approver.id, decidedAt: at, note };
}
