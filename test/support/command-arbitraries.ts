import fc from 'fast-check';
import type { Scope } from '../../src/kernel/actor.ts';
import type { CaseCommand, CommandType } from '../../src/modules/cases/domain/case-lifecycle.ts';
import { NO_ACTION_GROUNDS, REOPEN_REASONS } from '../../src/modules/cases/domain/case.ts';
import { finalCalendar } from './calendars.ts';

export const AGENCIES = ['A', 'B', 'C'] as const;
export const agencies = fc.constantFrom(...AGENCIES);
export const scopes: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant<Scope>({ all: true }),
  agencies.map((code): Scope => ({ all: false, agencyCodes: [code] })),
);
const handlers = fc.record({ id: fc.constantFrom('h1', 'h2'), agencyCodes: fc.subarray([...AGENCIES]) });
const helpers = fc.subarray([...AGENCIES]);
export const OPENED = new Date('2026-11-16T01:00:00.000Z');
const LATER = new Date('2027-03-01T09:30:00.000Z');
const LATEST = new Date('2027-04-01T09:30:00.000Z');
export const DUE = new Date('2026-11-24T09:30:00.000Z');

const remedies = fc.option(fc.constant({ code: 'APPEAL', text: 'how to appeal' }));
const reasons = fc.constant('r');
const recusedOnes = fc.oneof(
  agencies.map((agencyCode) => ({ accountId: null, agencyCode })),
  fc.constantFrom('h1', 'h2', 'p1').map((accountId) => ({ accountId, agencyCode: null })),
);
const notes = fc.option(fc.constant('n'));
/** The calendar and the ladder of extensions in the stories. */
export const EXTENSION_RULES = {
  calendar: finalCalendar(),
  receivedAt: OPENED,
  steps: [
    { approver: 'AGENCY_SUPERVISOR', maxDays: 7, maxTimes: 1, ceilingDays: 30 },
    { approver: 'AGENCY_HEAD', maxDays: 14, maxTimes: 2, ceilingDays: 30 },
    { approver: 'CITY_SUPERVISOR', maxDays: 29, maxTimes: 3, ceilingDays: 30 },
  ],
} as const;

const approvers = fc.record({
  id: fc.constantFrom('u1', 'u2'),
  city: fc.boolean(),
  heads: fc.subarray(AGENCIES.map((agencyCode) => ({ agencyCode, as: agencyCode === 'A' ? 'C' : agencyCode }))),
  supervises: fc.subarray([...AGENCIES]),
});
/** From ten days before the due instant of the stories to forty after it. */
const untils = fc.integer({ min: -240, max: 960 }).map((hours) => new Date(DUE.getTime() + hours * 3_600_000));

export const destinations = fc.record({ agencyCode: agencies, coAgencyCodes: helpers, ruleId: fc.constant('R-1') });

const PARENT = fc.constantFrom(
  { id: 'other', caseNo: 'C26-000002-7', status: 'TRIAGE', parent: null } as const,
  { id: 'closed', caseNo: 'C26-000003-5', status: 'CLOSED', parent: null } as const,
  {
    id: 'child',
    caseNo: 'C26-000004-3',
    status: 'IN_PROGRESS',
    parent: { id: 'other', caseNo: 'C26-000002-7', open: true },
  } as const,
);
const OTHER = fc.constant({ id: 'other', caseNo: 'C26-000002-7' });

/** Every command of the life cycle, with whatever may be in it. */
export const COMMANDS: { readonly [Type in CommandType]: fc.Arbitrary<Extract<CaseCommand, { type: Type }>> } = {
  confirm: fc.record({
    type: fc.constant('confirm'),
    destination: fc.option(destinations),
    reasons: fc.constant(['category.missing']),
    sla: fc.constantFrom({ value: 6, unit: 'WORKING_DAY' } as const, { value: 4, unit: 'HOUR' } as const),
    dueAt: fc.constant(DUE),
  }),
  dispatch: fc.record({
    type: fc.constant('dispatch'),
    agencyCode: agencies,
    coAgencyCodes: helpers,
    reason: fc.constant('r'),
    by: fc.constantFrom('DISPATCHER', 'CHIEF'),
  }),
  accept: fc.record({ type: fc.constant('accept'), handler: fc.option(handlers) }),
  assign: fc.record({ type: fc.constant('assign'), handler: handlers }),
  return: fc.record({
    type: fc.constant('return'),
    reason: fc.constant('r'),
    proposedAgencyCode: fc.option(agencies),
    decideBy: fc.constant(DUE),
  }),
  transfer: fc.record({
    type: fc.constant('transfer'),
    agencyCode: agencies,
    reason: fc.constant('r'),
  }),
  'add-co-handler': fc.record({ type: fc.constant('add-co-handler'), agencyCode: agencies, reason: fc.constant('r') }),
  'remove-co-handler': fc.record({ type: fc.constant('remove-co-handler'), agencyCode: agencies, reason: fc.constant('r') }),
  note: fc.record({ type: fc.constant('note'), text: fc.constant('t'), public: fc.boolean(), attachmentIds: fc.constant([]) }),
  'submit-reply': fc
    .record({
      type: fc.constant('submit-reply'),
      text: fc.constant('t'),
      outcome: fc.constant('UPHELD'),
      attachmentIds: fc.constant([]),
      legalRemedy: remedies,
    })
    .chain((reply) => fc.constantFrom(reply, reply, { ...reply, outsider: 'Outside' })),
  close: fc.record({
    type: fc.constant('close'),
    outcome: fc.constant('PARTLY'),
    reply: fc.constant('t'),
    legalRemedy: remedies,
  }),
  'take-back': fc.record({
    type: fc.constant('take-back'),
    from: fc.constantFrom('HANDLER', 'AGENCY'),
    reason: reasons,
  }),
  recuse: fc.tuple(recusedOnes, reasons).map(([who, reason]) => ({ type: 'recuse', ...who, reason })),
  'lift-recusal': fc.tuple(recusedOnes, reasons).map(([who, reason]) => ({ type: 'lift-recusal', ...who, reason })),
  'approve-reply': fc.record({ type: fc.constant('approve-reply'), note: notes }),
  'reject-reply': fc.record({ type: fc.constant('reject-reply'), note: notes }),
  'set-parent': fc.record({ type: fc.constant('set-parent'), parent: PARENT, reason: fc.constant('r') }),
  'clear-parent': fc.record({ type: fc.constant('clear-parent'), reason: fc.constant('r') }),
  'check-new-fact': fc.record({ type: fc.constant('check-new-fact'), newFact: fc.boolean(), reason: fc.constant('r') }),
  merge: fc.record({ type: fc.constant('merge'), into: OTHER, petitionIds: fc.constant(['p']), reason: fc.constant('r') }),
  unmerge: fc.record({ type: fc.constant('unmerge'), from: OTHER, petitionIds: fc.constant(['p']), reason: fc.constant('r') }),
  reopen: fc.record({
    type: fc.constant('reopen'),
    reason: fc.constant('r'),
    reasonCode: fc.constantFrom(...REOPEN_REASONS),
    withinDays: fc.constantFrom(1, 30),
  }),
  'no-action': fc.record({
    type: fc.constant('no-action'),
    ground: fc.constantFrom(...NO_ACTION_GROUNDS),
    earlier: fc.option(fc.record({ caseNo: fc.constant('C26-000000-7'), answered: fc.boolean(), samePerson: fc.boolean() })),
    note: fc.constant('n'),
  }),
  recategorise: fc.record({
    type: fc.constant('recategorise'),
    category: fc.record({
      code: fc.constantFrom('TF-002', 'RD-001'),
      urgency: fc.constantFrom('P1', 'P4'),
      safetyHazard: fc.boolean(),
      confidential: fc.boolean(),
    }),
    destination: fc.option(destinations),
    sla: fc.constantFrom({ value: 6, unit: 'WORKING_DAY' } as const, { value: 4, unit: 'HOUR' } as const),
    dueAt: fc.constantFrom(DUE, LATER),
    reason: fc.constant('r'),
  }),
  track: fc.record({
    type: fc.constant('track'),
    level: fc.constantFrom('CITY', 'BUREAU', null),
    until: fc.constantFrom(OPENED, LATER, LATEST),
    reason: fc.constant('r'),
  }),
  promise: fc.record({
    type: fc.constant('promise'),
    text: fc.constant('p'),
    until: fc.constantFrom(OPENED, DUE, LATER, LATEST),
  }),
  'keep-promise': fc.record({
    type: fc.constant('keep-promise'),
    promiseId: fc.constantFrom('id-5', 'id-6', 'id-7'),
    note: fc.constant('n'),
  }),
  withdraw: fc.record({ type: fc.constant('withdraw'), reason: fc.constant('r') }),
  'request-extension': fc.record({
    type: fc.constant('request-extension'),
    until: untils,
    reasonCode: fc.constant({ code: 'SITE_VISIT', text: { 'zh-TW': '會勘', en: 'A visit' } }),
    reason: fc.constant('r'),
    requestedBy: fc.constantFrom('u1', 'u2'),
    rules: fc.constant(EXTENSION_RULES),
  }),
  'approve-extension': fc.record({
    type: fc.constant('approve-extension'),
    approver: approvers,
    note: fc.constant(null),
    rules: fc.constant(EXTENSION_RULES),
  }),
  'reject-extension': fc.record({ type: fc.constant('reject-extension'), approver: approvers, note: fc.constant('n') }),
  'expire-extension': fc.record({ type: fc.constant('expire-extension') }),
  'request-supplement': fc.record({
    type: fc.constant('request-supplement'),
    question: fc.constant('q'),
    replyBy: fc.constant(DUE),
    pauses: fc.boolean().map((pauses) => () => pauses),
    reachesSomebody: fc.boolean(),
  }),
  'receive-supplement': fc.record({
    type: fc.constant('receive-supplement'),
    text: fc.constant('a'),
    attachmentIds: fc.constant([]),
    calendar: fc.constant(EXTENSION_RULES.calendar),
  }),
  'receive-message': fc.record({
    type: fc.constant('receive-message'),
    petitionId: fc.constant('p1'),
    petitionNo: fc.constant('P26-000001-3'),
    text: fc.constant('t'),
    attachmentIds: fc.constant([]),
  }),
  'expire-supplement': fc.record({
    type: fc.constant('expire-supplement'),
    calendar: fc.constant(EXTENSION_RULES.calendar),
  }),
};
export const commands: fc.Arbitrary<CaseCommand> = fc.oneof(...Object.values(COMMANDS));
