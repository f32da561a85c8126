import { isError, whatever, whateverWith } from '../../../../test/support/case-stories.ts';
import { liveLegs } from './legs.ts';
import { activeRecusals, isSignedByRecused } from './recusal-check.ts';
import { askedNow, holds, sharePerson } from './reply-draft.ts';

/** Whatever is done to a case, and whatever is done about its reply. */
function replying(law: Parameters<typeof whatever>[0]): void {
  whatever(law);
  whateverWith(['submit-reply', 'approve-reply', 'reject-reply'], law);
  whateverWith(['submit-reply', 'approve-reply', 'close', 'reopen', 'accept', 'dispatch', 'recuse', 'lift-recusal'], law);
  whateverWith(['submit-reply', 'approve-reply', 'reject-reply', 'track', 'request-supplement', 'recuse'], law);
}

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

test('no program closes a case: what it hands in for the leading agency waits for a person', () => {
  replying(({ moments }) => {
    for (const { before, by, after } of moments) {
      if (isError(after) || !by.isMachine) continue;
      if (before.status !== 'CLOSED') expect(after.status).not.toBe('CLOSED');
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

test('where approval is asked for, nobody closes a case over a reply that they wrote or have decided about, nor in another’s place without one', () => {
  whateverWith(['submit-reply', 'approve-reply', 'close', 'reopen'], ({ moments, rules }) => {
    for (const { before, command, by, after } of moments) {
      if (isError(after) || command.type !== 'close' || rules.approversOf(before).length === 0) continue;
      const { draft } = before;
      if (draft?.state !== 'PENDING') {
        expect(by.signature!.onBehalfOf).toBeNull();
        continue;
      }
      for (const hand of [draft.submittedBy, ...draft.decisions.map((decision) => decision.by)]) {
        expect(sharePerson(by.signature!, hand)).toBe(false);
      }
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

test('a reply that goes nowhere gives the case back as it was when it was handed in', () => {
  replying(({ moments }) => {
    const handedIn = new Map<string, string>();
    for (const { before, command, after } of moments) {
      if (isError(after)) continue;
      if (command.type === 'submit-reply' && after.draft?.state === 'PENDING') handedIn.set(after.draft.id, before.status);
      const { draft } = before;
      if (draft?.state !== 'PENDING' || !/^(reject-reply|recuse)$/.test(command.type)) continue;
      expect([handedIn.get(draft.id), 'PENDING_APPROVAL', 'TRIAGE']).toContain(after.status);
      if (command.type === 'reject-reply') expect(after.status).toBe(handedIn.get(draft.id));
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
      if (by.signature !== null) expect(isSignedByRecused(before, by.signature)).toBe(false);
      if (after.draft?.state !== 'APPROVED' || before.draft?.state === 'APPROVED') continue; // recused afterwards
      const hands = [after.draft.submittedBy, ...after.draft.decisions.map((decision) => decision.by)];
      expect(hands.filter((hand) => isSignedByRecused(after, hand))).toEqual([]);
    }
  });
});
