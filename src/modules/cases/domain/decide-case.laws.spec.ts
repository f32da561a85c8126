import { circumstances, DUE, isError, OPENED, whatever, whateverWith } from '../../../../test/support/case-stories.ts';
import {
  AlreadyOnCase,
  CoHandlersOpen,
  HandlerNotOfAgency,
  IllegalCommand,
  NotCoHandler,
  NotLeadAgency,
  RulingRequired,
  SameAgency,
} from './case-errors.ts';
import { type CaseCommand, openCommands, ruleOf } from './case-lifecycle.ts';
import { CASE_STATUSES, type CaseStatus, hasBegun } from './case.ts';
import { FINAL_STATUSES } from './command-rule.ts';
import { BadEarlierCase, ReopenTooLate } from './ending-errors.ts';
import { decideCase } from './decide-case.ts';
import { legOf, liveLegs, unanswered } from './legs.ts';
import { activeRecusals, AlreadyRecused, CaseRecused, isSignedByRecused, NotRecused } from './recusal.ts';
import { askedNow, holds, sharePerson } from './reply-draft.ts';
import { NothingToTakeBack } from './taking-back.ts';
import { ApprovalRequired, LegalRemedyMissing, NotApprover, OwnReply, SameApprover } from './reply-errors.ts';

const EXPECTED = [
  ...[IllegalCommand, NotLeadAgency, HandlerNotOfAgency, SameAgency, AlreadyOnCase, NotCoHandler, CoHandlersOpen],
  ...[ApprovalRequired, LegalRemedyMissing, NotApprover, OwnReply, SameApprover],
  ...[CaseRecused, AlreadyRecused, NotRecused],
  ...[NothingToTakeBack, BadEarlierCase, ReopenTooLate, RulingRequired],
];

/** Whatever is done to a case, and whatever is done about its reply. */
function replying(law: Parameters<typeof whatever>[0]): void {
  whatever(law);
  whateverWith(['submit-reply', 'approve-reply', 'reject-reply'], law);
  whateverWith(['submit-reply', 'approve-reply', 'close', 'reopen', 'accept', 'dispatch', 'recuse', 'lift-recusal'], law);
}

test('every accepted command makes the version grow by one', () => {
  whatever(({ moments }) => {
    for (const { before, after } of moments) if (!isError(after)) expect(after.version).toBe(before.version + 1);
  });
});

test('a command is accepted only where the table opens it, and refused only as it says', () => {
  whatever(({ moments }) => {
    for (const { before, command, scope, after } of moments) {
      const rule = ruleOf(command.type);
      const helps = legOf(before, scope)?.role === 'CO_HANDLER' && rule.ownLeg !== undefined;
      if (helps) continue; // the next law's
      const isOpen = rule.from.includes(before.status);
      if (after instanceof CaseRecused) continue; // the law of recusals
      if (!isOpen) expect(after).toBeInstanceOf(IllegalCommand);
      else if (isError(after)) expect(EXPECTED.slice(1).some((refusal) => after instanceof refusal)).toBe(true);
      else expect([rule.to ?? before.status, ...(rule.orTo ?? [])]).toContain(after.status);
    }
  });
});

test('what a co-handler does changes its own leg and nothing else', () => {
  whatever(({ moments }) => {
    for (const { before, command, scope, after } of moments) {
      const own = legOf(before, scope);
      if (isError(after) || own?.role !== 'CO_HANDLER' || command.type === 'note') continue;
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
      if (after.status === 'CLOSED' && command.type !== 'note') expect(unanswered(before)).toEqual([]);
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
      had ||= ['DISPATCHED', 'IN_PROGRESS', 'CLOSED'].includes(of.status);
      const recused = of.assignments.some(({ role, status }) => role === 'LEAD' && status === 'RECUSED');
      if (!recused) expect(of.leadAgencyCode === null).toBe(!had);
      if (of.leadAgencyCode === null) expect([liveLegs(of), of.handlerId]).toEqual([[], null]);
    }
  });
});

test('invariant 7: whoever gives a case back stays responsible until it is decided, from the second time on by the city alone', () => {
  whatever(({ moments }) => {
    for (const { before, command, after } of moments) {
      if (isError(after)) continue;
      if (command.type === 'return' && after.status === 'TRIAGE') {
        expect([after.leadAgencyCode, after.reroutes]).toEqual([before.leadAgencyCode, before.reroutes + 1]);
      }
      const changes = before.leadAgencyCode !== null && after.leadAgencyCode !== before.leadAgencyCode;
      const earlier = command.type === 'dispatch' ? before.reroutes - 1 : before.reroutes; // it counted when it was given back
      if (changes && earlier >= 1 && command.type !== 'recuse') expect(command).toMatchObject({ authority: 'CITY' });
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

test('the clock runs while the case is open; one that has ended has a time, and an outcome and a reply where it was answered', () => {
  whatever(({ moments, end }) => {
    for (const of of [...moments.map(({ before }) => before), end]) {
      const closed = of.status === 'CLOSED';
      const final = FINAL_STATUSES.includes(of.status);
      expect(of.clockState).toBe(!hasBegun(of) ? 'PAUSED' : final ? 'STOPPED' : 'RUNNING');
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

test('what is promised to the citizen stays: the first receipt for ever, overdue once overdue', () => {
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
    TRIAGE: { type: 'dispatch', agencyCode: 'D', coAgencyCodes: [], reason: 'r', authority: 'CITY' },
    DISPATCHED: { type: 'accept', handler: null },
    IN_PROGRESS: { type: 'close', outcome: 'UPHELD', reply: 't' },
    PENDING_APPROVAL: { type: 'close', outcome: 'UPHELD', reply: 't' },
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

test('invariant 5: a case is closed with an outcome, a reply and, where its category demands it, the words on how to appeal', () => {
  replying(({ moments, rules }) => {
    for (const { before, after } of moments) {
      if (isError(after) || after.status !== 'CLOSED' || before.status === 'CLOSED') continue;
      expect([after.outcome, after.reply]).not.toContain(null);
      if (rules.demandsRemedy(after)) expect(after.reply).toContain('how to appeal');
    }
  });
});

test('a reply that needs approval goes out with that of each level in turn, by as many people, none of whom wrote it', () => {
  replying(({ moments }) => {
    for (const { before, command, by, after } of moments) {
      if (isError(after) || command.type !== 'approve-reply') continue;
      const { draft } = before;
      expect(holds(by.offices, askedNow(draft!)!)).toBe(true);
      const { submittedBy, decisions, approvers, state } = after.draft!;
      const hands = [submittedBy, ...decisions.map((decision) => decision.by)];
      for (const [i, hand] of hands.entries()) {
        for (const other of hands.slice(i + 1)) expect(sharePerson(hand, other)).toBe(false);
      }
      expect([state, after.status]).toEqual(
        decisions.length === approvers.length ? ['APPROVED', 'CLOSED'] : ['PENDING', 'PENDING_APPROVAL'],
      );
    }
  });
});

test('where approval is asked for, nobody closes a case but whoever approves last', () => {
  replying(({ moments, rules }) => {
    for (const { before, command, by, after } of moments) {
      const last = rules.approversOf(before).at(-1);
      if (isError(after) || after.status !== 'CLOSED' || before.status === 'CLOSED' || last === undefined) continue;
      expect(command.type).toMatch(/^(close|approve-reply)$/);
      expect(holds(by.offices, last)).toBe(true);
    }
  });
});

test('a case has a reply that waits for approval exactly while its status says so, and its clock runs on', () => {
  replying(({ moments, end }) => {
    for (const of of [...moments.map(({ before }) => before), end]) {
      expect(of.draft?.state === 'PENDING').toBe(of.status === 'PENDING_APPROVAL');
    }
  });
});

test('invariant 14: nobody who is recused works on a case, does anything to it or has approved its reply', () => {
  replying(({ moments, end }) => {
    for (const of of [...moments.map(({ before }) => before), end]) {
      const recused = activeRecusals(of).flatMap(({ accountId, agencyCode }) => accountId ?? agencyCode ?? []);
      const working = liveLegs(of).flatMap(({ agencyCode, handlerId }) => [agencyCode, handlerId]);
      expect(working.filter((one) => one !== null && recused.includes(one))).toEqual([]);
    }
    for (const { before, by, after } of moments) {
      if (isError(after)) continue;
      expect(isSignedByRecused(before, by.signature!)).toBe(false);
      if (after.draft?.state !== 'APPROVED') continue;
      const hands = [after.draft.submittedBy, ...after.draft.decisions.map((decision) => decision.by)];
      expect(hands.filter((hand) => isSignedByRecused(after, hand))).toEqual([]);
    }
  });
});

test('a confirmation is nothing that staff are offered', () => {
  whatever(({ end }) => {
    expect(openCommands(end)).not.toContain('confirm');
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
