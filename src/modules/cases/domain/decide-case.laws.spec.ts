import { FamilyTooDeep, HasNoParent, HasParent } from '../families/domain/family-errors.ts';
import { circumstances, isError, whatever, whateverWith } from '../../../../test/support/case-stories.ts';
import { DUE, EXTENSION_RULES, OPENED } from '../../../../test/support/command-arbitraries.ts';
import {
  AlreadyOnCase,
  CaseIsFinal,
  CoHandlersOpen,
  HandlerNotOfAgency,
  IllegalCommand,
  NotCoHandler,
  NotGivenBack,
  NotLeadAgency,
  RulingRequired,
  SameAgency,
  SameCategory,
} from './case-errors.ts';
import { type CaseCommand, type CommandType, isOpenIn, openCommands, ruleOf } from './case-lifecycle.ts';
import { CASE_STATUSES, type CaseStatus, hasBegun } from './case.ts';
import { FINAL_STATUSES } from './command-rule.ts';
import { BadEarlierCase, NeverDropped, NewFactNotChecked, ReopenTooLate } from './ending-errors.ts';
import { NobodyToAsk } from './supplement-errors.ts';
import { NoSuchPromise, PromiseBeyondTracking, PromisePast, TrackingBeforePromise } from './tracking-errors.ts';
import { decideCase } from './decide-case.ts';
import {
  ExtensionAboveLadder,
  ExtensionLevelTooLow,
  ExtensionTooLate,
  ExtensionTooShort,
  OwnExtensionRequest,
} from './extension-errors.ts';
import { legOf, liveLegs, unanswered } from './legs.ts';
import { AlreadyRecused, CaseRecused, NotRecused } from './recusal-errors.ts';
import { NothingToTakeBack } from './taking-back.ts';
import { ApprovalRequired, LegalRemedyMissing, NotApprover, OwnReply, SameApprover } from './reply-errors.ts';

const EXPECTED = [
  ...[IllegalCommand, NotLeadAgency, HandlerNotOfAgency, SameAgency, AlreadyOnCase, NotCoHandler, CoHandlersOpen],
  ...[ApprovalRequired, LegalRemedyMissing, NotApprover, OwnReply, SameApprover],
  ...[CaseRecused, AlreadyRecused, NotRecused],
  ...[NothingToTakeBack, BadEarlierCase, NeverDropped, NewFactNotChecked, ReopenTooLate, RulingRequired, NotGivenBack],
  ...[CaseIsFinal, HasParent, HasNoParent, FamilyTooDeep],
  SameCategory,
  ...[PromisePast, PromiseBeyondTracking, TrackingBeforePromise, NoSuchPromise],
  NobodyToAsk,
  ...[ExtensionAboveLadder, ExtensionLevelTooLow, ExtensionTooLate, ExtensionTooShort, OwnExtensionRequest],
];

test('every accepted command makes the version grow by one', () => {
  whatever(({ moments }) => {
    for (const { before, after } of moments) if (!isError(after)) expect(after.version).toBe(before.version + 1);
  });
});

/** What refuses a command that is not open. */
const refusalsOf = (type: CommandType): unknown[] => [IllegalCommand, ...(ruleOf(type).refusal ? [ExtensionTooLate] : [])];

test('a command is accepted only where the table opens it, and refused only as it says', () => {
  whatever(({ moments }) => {
    for (const { before, command, scope, after } of moments) {
      const rule = ruleOf(command.type);
      const helps = legOf(before, scope)?.role === 'CO_HANDLER' && rule.ownLeg !== undefined;
      if (helps) continue; // the next law's
      if (after instanceof CaseRecused) continue; // the law of recusals
      const isOpen = isOpenIn(before, command.type);
      if (!isOpen) expect(refusalsOf(command.type)).toContain((after as Error).constructor);
      else if (isError(after)) expect(EXPECTED.slice(1).some((refusal) => after instanceof refusal)).toBe(true);
      else expect([rule.to ?? before.status, ...(rule.orTo ?? [])]).toContain(after.status);
    }
  });
});

/** What is only written down, by staff or by the petitioner. */
const isTold = ({ type }: CaseCommand): boolean => type === 'note' || type === 'receive-message';

test('what a co-handler does changes its own leg and nothing else', () => {
  whatever(({ moments }) => {
    for (const { before, command, scope, after } of moments) {
      const own = legOf(before, scope);
      if (isError(after) || own?.role !== 'CO_HANDLER' || isTold(command)) continue;
      expect(command.type).toMatch(/^(accept|assign|return|submit-reply|take-back)$/);
      const { version, assignments, ...rest } = after;
      const { version: _, assignments: earlier, ...same } = before;
      expect(rest).toEqual(same);
      expect(assignments.filter(({ id }) => id !== own.id)).toEqual(earlier.filter(({ id }) => id !== own.id));
      expect(version).toBe(before.version + 1);
    }
  });
});

test('invariant 9: a case is closed only after every co-handler has answered or was waived, and its answer stays', () => {
  whatever(({ moments, end }) => {
    for (const { command, before, after } of moments) {
      if (isError(after)) continue;
      if (after.status === 'CLOSED' && !isTold(command)) expect(unanswered(before)).toEqual([]);
    }
    const answers = moments
      .flatMap(({ after }) => (isError(after) ? [] : after.assignments))
      .filter(({ answer }) => answer !== null);
    for (const { id, answer } of answers) expect(end.assignments).toContainEqual(expect.objectContaining({ id, answer }));
  });
});

test('one agency leads, and the case knows which; from the first dispatch on there always is one', () => {
  whatever(({ moments, end }) => {
    let had = false;
    for (const of of [...moments.map(({ before }) => before), end]) {
      const leads = liveLegs(of).filter(({ role }) => role === 'LEAD');
      expect(leads.map(({ agencyCode }) => agencyCode)).toEqual(of.leadAgencyCode === null ? [] : [of.leadAgencyCode]);
      for (const { handlerId } of leads) expect(handlerId).toBe(of.handlerId);
      had ||= ['DISPATCHED', 'IN_PROGRESS', 'AWAITING_SUPPLEMENT', 'CLOSED'].includes(of.status);
      const recused = of.assignments.some(({ role, status }) => role === 'LEAD' && status === 'RECUSED');
      if (!recused) expect(of.leadAgencyCode === null).toBe(!had);
      if (of.leadAgencyCode === null) expect([liveLegs(of), of.handlerId]).toEqual([[], null]);
    }
  });
});

test('invariant 7: whoever gives a case back stays responsible until it is decided, from the second time on by the city alone', () => {
  whatever(({ moments }) => {
    for (const { before, command, by, after } of moments) {
      if (isError(after)) continue;
      if (command.type === 'return' && after.status === 'TRIAGE') {
        expect([after.leadAgencyCode, after.reroutes]).toEqual([before.leadAgencyCode, before.reroutes + 1]);
      }
      const changes = before.leadAgencyCode !== null && after.leadAgencyCode !== before.leadAgencyCode;
      const earlier = before.status === 'TRIAGE' ? before.reroutes - 1 : before.reroutes; // it counted when it was given back
      if (changes && earlier >= 1 && command.type !== 'recuse') expect(by.authority).toBe('CITY');
    }
  });
});

test('no agency has two legs at once, and a leg that has ended stays ended', () => {
  whatever(({ moments, end }) => {
    for (const of of [...moments.map(({ before }) => before), end]) {
      const codes = liveLegs(of).map(({ agencyCode }) => agencyCode);
      expect(new Set(codes).size).toBe(codes.length);
    }
    for (const { before } of moments) {
      for (const leg of before.assignments.filter(({ endedAt }) => endedAt !== null)) expect(end.assignments).toContainEqual(leg);
    }
  });
});

test('the clock of an open case runs unless an answer that is waited for pauses it; one that has ended has a time, and an outcome and a reply where it was answered', () => {
  whatever(({ moments, end }) => {
    for (const of of [...moments.map(({ before }) => before), end]) {
      const closed = of.status === 'CLOSED';
      const final = FINAL_STATUSES.includes(of.status);
      const stands = !hasBegun(of) || (of.status === 'AWAITING_SUPPLEMENT' && of.supplement?.pausedAt !== null);
      expect(of.clockState).toBe(final ? 'STOPPED' : stands ? 'PAUSED' : 'RUNNING');
      expect([of.outcome === null, of.reply === null, of.closedAt === null]).toEqual([!closed, !closed, !final]);
      expect(final ? unanswered(of) : []).toEqual([]);
    }
  });
});

test('invariant 5: no action is taken on exactly one ground, the second by an earlier clear reply to the same person', () => {
  whatever(({ moments }) => {
    for (const { command, after } of moments) {
      if (isError(after)) continue;
      expect(after.noActionGround === null).toBe(after.status !== 'NO_ACTION');
      if (command.type !== 'no-action') continue;
      expect(after.noActionGround).toBe(command.ground);
      const second = command.ground === 'CLEARLY_ANSWERED';
      expect(command.earlier).toEqual(second ? expect.objectContaining({ answered: true, samePerson: true }) : null);
      expect(after.earlierCaseNo).toBe(command.earlier?.caseNo ?? null);
    }
  });
});

test('invariant 10: a case that is tracked has a second clock until the promised day, and the first one’s result is kept', () => {
  const law: Parameters<typeof whatever>[0] = ({ moments }) => {
    for (const { before, command, after } of moments) {
      if (isError(after) || command.type !== 'track') continue;
      expect(['CLOSED', 'CONTINUED_TRACKING']).toContain(before.status);
      for (const { until, keptAt } of before.status === 'CLOSED' ? [] : before.promises) {
        if (keptAt === null) expect(until.getTime()).toBeLessThanOrEqual(command.until.getTime());
      }
      expect(after).toMatchObject({ status: 'CONTINUED_TRACKING', dueAt: command.until, clockState: 'RUNNING' });
      expect([after.closings, after.overdueSince, after.firstReceivedAt]).toEqual([
        before.closings,
        before.overdueSince,
        before.firstReceivedAt,
      ]);
    }
  };
  whatever(law);
  whateverWith(['close', 'track', 'promise', 'keep-promise'], law);
});

test('what is promised while a case is tracked is never taken back, and kept once', () => {
  whatever(({ moments }) => {
    for (const { before, after } of moments) {
      if (isError(after)) continue;
      expect(after.promises.length).toBeGreaterThanOrEqual(before.promises.length);
      for (const [i, promise] of before.promises.entries()) {
        if (promise.keptAt !== null) expect(after.promises[i]).toEqual(promise);
        else expect(after.promises[i]).toEqual({ ...promise, keptAt: after.promises[i]!.keptAt });
      }
    }
  });
});

test('invariant 1: what is promised to the citizen stays: the first receipt for ever, overdue once overdue', () => {
  whatever(({ moments, end }) => {
    expect(end.firstReceivedAt).toEqual(OPENED);
    for (const { before } of moments) if (before.overdueSince !== null) expect(end.overdueSince).toEqual(before.overdueSince);
  });
});

test('a handler is somebody of the agency whose leg it is; the leading one’s is the handler of the case', () => {
  whatever(({ moments }) => {
    for (const { before, command, scope, after } of moments) {
      if (isError(after) || !('handler' in command) || command.handler === null) continue;
      const own = legOf(before, scope)!;
      expect(command.handler.agencyCodes).toContain(own.agencyCode);
      expect(legOf(after, scope)).toMatchObject({ id: own.id, handlerId: command.handler.id });
    }
    for (const { after } of moments)
      if (!isError(after)) expect(after.handlerId).toBe(legOf(after, { all: true })?.handlerId ?? null);
  });
});

test('from every state that can be reached the case can be brought to an end', () => {
  const path: Readonly<Partial<Record<CaseStatus, CaseCommand>>> = {
    AWAITING_CONFIRMATION: {
      type: 'confirm',
      destination: null,
      reasons: [],
      sla: { value: 6, unit: 'WORKING_DAY' },
      dueAt: DUE,
    },
    TRIAGE: { type: 'dispatch', agencyCode: 'D', coAgencyCodes: [], reason: 'r', by: 'DISPATCHER' },
    DISPATCHED: { type: 'accept', handler: null },
    AWAITING_SUPPLEMENT: { type: 'receive-supplement', text: 'a', attachmentIds: [], calendar: EXTENSION_RULES.calendar },
    IN_PROGRESS: { type: 'close', outcome: 'UPHELD', reply: 't' },
    PENDING_APPROVAL: { type: 'close', outcome: 'UPHELD', reply: 't' },
    CONTINUED_TRACKING: { type: 'close', outcome: 'UPHELD', reply: 't' },
  };
  whatever(({ end }) => {
    const around = circumstances();
    let current = end;
    for (let steps = 0; !FINAL_STATUSES.includes(current.status); steps += 1) {
      expect(steps).toBeLessThan(CASE_STATUSES.length);
      for (const { agencyCode } of current.status === 'TRIAGE' ? [] : unanswered(current)) {
        const waive: CaseCommand = { type: 'remove-co-handler', agencyCode, reason: 'r' };
        current = decideCase(current, waive, { all: true }, around()).next;
      }
      current = decideCase(current, path[current.status]!, { all: true }, around()).next;
    }
    expect(current.closedAt).not.toBeNull();
  });
});

test('following a link or letting time pass is nothing that staff are offered', () => {
  whatever(({ end }) => {
    expect(openCommands(end)).not.toContain('confirm');
    expect(openCommands(end)).not.toContain('expire-supplement');
    expect(openCommands(end)).not.toContain('expire-extension');
  });
});

test('a confirmed case has the limit of the rules that were in force when it was confirmed', () => {
  whatever(({ moments }) => {
    for (const { command, after } of moments) {
      if (isError(after) || command.type !== 'confirm') continue;
      expect([after.sla, after.dueAt]).toEqual([command.sla, command.dueAt]);
    }
  });
});

test('a case waits for an answer exactly when a question is open, and nothing is decided about a case that has ended', () => {
  whatever(({ moments, end }) => {
    for (const of of [...moments.map(({ before }) => before), end]) {
      expect(of.supplement?.state === 'OPEN').toBe(of.status === 'AWAITING_SUPPLEMENT');
      if (of.status === 'CLOSED' || of.leadAgencyCode === null) expect(of.extensionRequest?.state).not.toBe('OPEN');
      if (of.extensionRequest?.state === 'OPEN') expect(isOpenIn(of, 'expire-extension')).toBe(true); // its waiting ends some day
    }
  });
});

test('a question pauses no clock whose time is over, and time given back never makes a case due earlier', () => {
  whatever(({ moments }) => {
    for (const { before, after } of moments) {
      if (isError(after)) continue;
      if (after.clockState === 'PAUSED' && before.clockState === 'RUNNING') {
        expect(after.supplement!.pausedAt!.getTime()).toBeLessThanOrEqual(before.dueAt.getTime());
      }
      if (before.status === 'AWAITING_SUPPLEMENT' && hasBegun(before)) {
        expect(after.dueAt.getTime()).toBeGreaterThanOrEqual(before.dueAt.getTime());
      }
    }
  });
});
