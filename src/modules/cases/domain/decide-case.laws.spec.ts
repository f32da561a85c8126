import fc from 'fast-check';
import type { Scope } from '../../../kernel/actor.ts';
import {
  AlreadyOnCase,
  CoHandlersOpen,
  HandlerNotOfAgency,
  IllegalCommand,
  NotCoHandler,
  NotLeadAgency,
  SameAgency,
} from './case-errors.ts';
import { type CaseCommand, type CommandType, FINAL_STATUSES, openCommands, RULES } from './case-lifecycle.ts';
import { type Case, CASE_STATUSES, type CaseStatus, hasBegun } from './case.ts';
import { decideCase } from './decide-case.ts';
import { type Circumstances, legOf, liveLegs, unanswered } from './legs.ts';
import { openCase, type Opening } from './open-case.ts';

const AGENCIES = ['A', 'B', 'C'] as const;
const agencies = fc.constantFrom(...AGENCIES);
const scopes: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant<Scope>({ all: true }),
  agencies.map((code): Scope => ({ all: false, agencyCodes: [code] })),
);
const handlers = fc.record({ id: fc.constantFrom('h1', 'h2'), agencyCodes: fc.subarray([...AGENCIES]) });
const helpers = fc.subarray([...AGENCIES]);
const OPENED = new Date('2026-11-16T01:00:00.000Z');
const DUE = new Date('2026-11-24T09:30:00.000Z');

const destinations = fc.record({ agencyCode: agencies, coAgencyCodes: helpers, ruleId: fc.constant('R-1') });

/** Every command of the life cycle, with whatever may be in it. */
const COMMANDS: { readonly [Type in CommandType]: fc.Arbitrary<Extract<CaseCommand, { type: Type }>> } = {
  confirm: fc.record({
    type: fc.constant('confirm'),
    destination: fc.option(destinations),
    reasons: fc.constant(['category.missing']),
    sla: fc.constantFrom({ value: 6, unit: 'WORKING_DAY' } as const, { value: 4, unit: 'HOUR' } as const),
    dueAt: fc.constant(DUE),
  }),
  dispatch: fc.record({ type: fc.constant('dispatch'), agencyCode: agencies, coAgencyCodes: helpers, reason: fc.constant('r') }),
  accept: fc.record({ type: fc.constant('accept'), handler: fc.option(handlers) }),
  assign: fc.record({ type: fc.constant('assign'), handler: handlers }),
  return: fc.record({ type: fc.constant('return'), reason: fc.constant('r'), proposedAgencyCode: fc.option(agencies) }),
  transfer: fc.record({ type: fc.constant('transfer'), agencyCode: agencies, reason: fc.constant('r') }),
  'add-co-handler': fc.record({ type: fc.constant('add-co-handler'), agencyCode: agencies, reason: fc.constant('r') }),
  'remove-co-handler': fc.record({ type: fc.constant('remove-co-handler'), agencyCode: agencies, reason: fc.constant('r') }),
  note: fc.record({ type: fc.constant('note'), text: fc.constant('t'), public: fc.boolean(), attachmentIds: fc.constant([]) }),
  'submit-reply': fc.record({
    type: fc.constant('submit-reply'),
    text: fc.constant('t'),
    outcome: fc.constant('UPHELD'),
    attachmentIds: fc.constant([]),
  }),
  close: fc.record({ type: fc.constant('close'), outcome: fc.constant('PARTLY'), reply: fc.constant('t') }),
  reopen: fc.record({ type: fc.constant('reopen'), reason: fc.constant('r') }),
};
const commands: fc.Arbitrary<CaseCommand> = fc.oneof(...Object.values(COMMANDS));

const openings: fc.Arbitrary<Opening> = fc.oneof(
  fc.record({ status: fc.constant('DISPATCHED'), destination: destinations }),
  fc.record({ status: fc.constant('TRIAGE'), reasons: fc.constant(['category.missing']) }),
  fc.constant<Opening>({ status: 'AWAITING_CONFIRMATION' }),
);

/** Ids in order and a clock that goes on by a day with every look. */
function circumstances(): () => Circumstances {
  let ids = 0;
  let days = 0;
  return () => ({ at: new Date(OPENED.getTime() + (days += 1) * 86_400_000), newId: () => `id-${(ids += 1)}` });
}

const begin = (opening: Opening, around: Circumstances): Case =>
  openCase(
    {
      caseNo: 'C26-000001-9',
      categoryCode: 'TF-002',
      priority: 'P4',
      safetyHazard: false,
      confidential: false,
      subject: 's',
      description: 'd',
      place: { point: null, address: null, districtCode: null, villageCode: null },
      firstReceivedAt: OPENED,
      sla: { value: 6, unit: 'WORKING_DAY' },
      dueAt: DUE,
    },
    opening,
    'petition',
    around,
  ).opened;

const EXPECTED = [IllegalCommand, NotLeadAgency, HandlerNotOfAgency, SameAgency, AlreadyOnCase, NotCoHandler, CoHandlersOpen];

/** One story of a case: every state it was in, with the command that led to the next, or the refusal. */
interface Moment {
  readonly before: Case;
  readonly command: CaseCommand;
  readonly scope: Scope;
  readonly after: Case | Error;
}

function tell(
  opening: Opening,
  story: readonly (readonly [CaseCommand, Scope])[],
): { readonly end: Case; readonly moments: Moment[] } {
  const around = circumstances();
  const moments: Moment[] = [];
  let current = begin(opening, around());
  for (const [command, scope] of story) {
    const before = structuredClone(current);
    try {
      const { next } = decideCase(current, command, scope, around());
      moments.push({ before, command, scope, after: next });
      expect(current).toEqual(before); // decided about, never changed
      current = next;
    } catch (error) {
      moments.push({ before, command, scope, after: error as Error });
      expect(current).toEqual(before);
    }
  }
  return { end: current, moments };
}

const stories = fc.tuple(openings, fc.array(fc.tuple(commands, scopes), { maxLength: 20 }));

/** Whatever is done to a case, in whatever order. */
const whatever = (law: (told: ReturnType<typeof tell>) => void): void =>
  fc.assert(
    fc.property(stories, ([opening, story]) => {
      law(tell(opening, story));
    }),
  );

const isError = (after: Case | Error): after is Error => after instanceof Error;

test('every accepted command makes the version grow by one', () => {
  whatever(({ moments }) => {
    for (const { before, after } of moments) if (!isError(after)) expect(after.version).toBe(before.version + 1);
  });
});

test('a command is accepted only where the table opens it, and refused only as it says', () => {
  whatever(({ moments }) => {
    for (const { before, command, scope, after } of moments) {
      const rule = RULES[command.type];
      const helps = legOf(before, scope)?.role === 'CO_HANDLER' && rule.ownLegFrom !== undefined;
      if (helps) continue; // the next law's
      const isOpen = rule.from.includes(before.status);
      if (!isOpen) expect(after).toBeInstanceOf(IllegalCommand);
      else if (isError(after)) expect(EXPECTED.slice(1).some((refusal) => after instanceof refusal)).toBe(true);
      else
        expect([RULES[command.type].to ?? before.status, ...(command.type === 'confirm' ? ['TRIAGE'] : [])]).toContain(
          after.status,
        );
    }
  });
});

test('what a co-handler does changes its own leg and nothing else', () => {
  whatever(({ moments }) => {
    for (const { before, command, scope, after } of moments) {
      const own = legOf(before, scope);
      if (isError(after) || own?.role !== 'CO_HANDLER' || command.type === 'note') continue;
      expect(command.type).toMatch(/^(accept|assign|return|submit-reply)$/);
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

test('an agency has the case exactly when somebody works on it, and only one leads', () => {
  whatever(({ moments, end }) => {
    for (const of of [...moments.map(({ before }) => before), end]) {
      const leads = liveLegs(of).filter(({ role }) => role === 'LEAD');
      const worked = ['DISPATCHED', 'IN_PROGRESS', 'CLOSED'].includes(of.status);
      expect(leads.map(({ agencyCode }) => agencyCode)).toEqual(worked ? [of.leadAgencyCode] : []);
      if (!worked) expect([liveLegs(of), of.leadAgencyCode, of.handlerId]).toEqual([[], null, null]);
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

test('the clock runs while the case is open, and a closed one has an outcome, a reply and a time', () => {
  whatever(({ moments, end }) => {
    for (const of of [...moments.map(({ before }) => before), end]) {
      const closed = of.status === 'CLOSED';
      expect(of.clockState).toBe(!hasBegun(of) ? 'PAUSED' : closed ? 'STOPPED' : 'RUNNING');
      expect([of.outcome === null, of.reply === null, of.closedAt === null]).toEqual([!closed, !closed, !closed]);
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

test('from every state that can be reached the case can be closed', () => {
  const path: Readonly<Partial<Record<CaseStatus, CaseCommand>>> = {
    AWAITING_CONFIRMATION: {
      type: 'confirm',
      destination: null,
      reasons: [],
      sla: { value: 6, unit: 'WORKING_DAY' },
      dueAt: DUE,
    },
    TRIAGE: { type: 'dispatch', agencyCode: 'A', coAgencyCodes: [], reason: 'r' },
    DISPATCHED: { type: 'accept', handler: null },
    IN_PROGRESS: { type: 'close', outcome: 'UPHELD', reply: 't' },
  };
  whatever(({ end }) => {
    const around = circumstances();
    let current = end;
    for (let steps = 0; !FINAL_STATUSES.includes(current.status); steps += 1) {
      expect(steps).toBeLessThan(CASE_STATUSES.length);
      for (const { agencyCode } of unanswered(current)) {
        const waive: CaseCommand = { type: 'remove-co-handler', agencyCode, reason: 'r' };
        current = decideCase(current, waive, { all: true }, around()).next;
      }
      current = decideCase(current, path[current.status]!, { all: true }, around()).next;
    }
    expect(current.status).toBe('CLOSED');
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
