import fc from 'fast-check';
import { addDays, civilDate, dayOf } from '../../../kernel/civil-date.ts';
import { circumstances, isError, whatever } from '../../../../test/support/case-stories.ts';
import { EXTENSION_RULES } from '../../../../test/support/command-arbitraries.ts';
import { taipei } from '../../../../test/support/calendars.ts';
import type { ApproverLevel } from '../../catalog/index.ts';
import type { Case } from './case.ts';
import type { CommandCircumstances } from './command-rule.ts';
import { decideCase } from './decide-case.ts';
import { EXTENDING, hasLapsed } from './extending.ts';
import {
  ExtensionAboveLadder,
  ExtensionLevelTooLow,
  ExtensionTooLate,
  ExtensionTooShort,
  OwnExtensionRequest,
} from './extension-errors.ts';
import { measure } from './extension-ladder.ts';
import { type Approver, levelOf, reaches } from './extension.ts';
import { openCase } from './open-case.ts';

const { calendar, steps } = EXTENSION_RULES;
const ZONE = calendar.timeZone;
const RECEIVED = taipei('2026-11-16 09:00');
const DUE = taipei('2026-11-24 17:30');
const LEVELS = ['AGENCY_SUPERVISOR', 'AGENCY_HEAD', 'CITY_SUPERVISOR'] as const;
let ids = 0;
const newId = (): string => `id-${(ids += 1)}`;
const around = (at: Date): CommandCircumstances => ({ ...circumstances()(), at, newId });

/** A case of six working days that agency A has. */
const begun = (difference: Partial<Case> = {}): Case => ({
  ...openCase(
    {
      caseNo: 'C26-000001-9',
      categoryCode: null,
      priority: 'P4',
      safetyHazard: false,
      confidential: false,
      subject: 's',
      description: 'd',
      place: { point: null, address: null, districtCode: null, villageCode: null },
      firstReceivedAt: RECEIVED,
      sla: { value: 6, unit: 'WORKING_DAY' },
      dueAt: DUE,
      clockState: 'RUNNING',
      remainingMinutes: null,
    },
    { status: 'DISPATCHED', destination: { agencyCode: 'A', coAgencyCodes: [], ruleId: null } },
    'petition',
    { at: RECEIVED, newId },
  ).opened,
  ...difference,
});

const REASON = { code: 'SITE_VISIT', text: { 'zh-TW': '會勘', en: 'A visit' } };
const ask = (of: Case, until: Date, at: Date, requestedBy = 'asker'): Case =>
  decideCase(
    of,
    { type: 'request-extension', until, reasonCode: REASON, reason: 'r', requestedBy, rules: EXTENSION_RULES },
    { all: true },
    around(at),
  ).next;

const HEAD: Record<ApproverLevel, Approver> = {
  AGENCY_SUPERVISOR: { id: 'chief', city: false, heads: [], supervises: ['A'] },
  AGENCY_HEAD: { id: 'head', city: false, heads: [{ agencyCode: 'A', as: 'ABOVE' }], supervises: ['ABOVE'] },
  CITY_SUPERVISOR: { id: 'city', city: true, heads: [], supervises: [] },
};
const approve = (of: Case, approver: Approver, at: Date): Case =>
  decideCase(of, { type: 'approve-extension', approver, note: null, rules: EXTENSION_RULES }, { all: true }, around(at)).next;

/** Days after the day of a case's due instant, at noon. */
const daysAfterDue = (days: number): Date => new Date(DUE.getTime() + days * 86_400_000 - 5 * 3_600_000);

describe('invariant 3: no extension after the due instant', () => {
  const hours = fc.integer({ min: -24 * 8, max: 24 * 30 });

  test('a request at or after it is refused, one before it is not refused for that', () => {
    fc.assert(
      fc.property(hours, fc.integer({ min: 1, max: 20 }), (offset, days) => {
        const at = new Date(DUE.getTime() + offset * 3_600_000);
        const asked = (): Case => ask(begun(), daysAfterDue(days), at);
        if (at >= DUE) expect(asked).toThrow(ExtensionTooLate);
        else expect(asked().extensionRequest?.state).toBe('OPEN');
      }),
    );
  });

  test('a request that is undecided when it passes is void: no level approves it any more', () => {
    fc.assert(
      fc.property(hours, fc.constantFrom(...LEVELS), (offset, level) => {
        const of = ask(begun(), daysAfterDue(3), RECEIVED);
        const at = new Date(DUE.getTime() + offset * 3_600_000);
        if (at >= DUE) expect(() => approve(of, HEAD[level], at)).toThrow(ExtensionTooLate);
        else expect(approve(of, HEAD[level], at).extensions).toBe(1);
      }),
    );
  });

  test('the waiting for a decision ends at it, not before, and not while the clock stands still', () => {
    const of = ask(begun(), daysAfterDue(3), RECEIVED);
    expect([new Date(DUE.getTime() - 1), DUE].map((at) => hasLapsed(of, at))).toEqual([false, true]);
    expect(hasLapsed({ ...of, clockState: 'PAUSED' }, DUE)).toBe(false);
    expect(hasLapsed(begun(), DUE)).toBe(false);
    const { next, facts } = decideCase(of, { type: 'expire-extension' }, { all: true }, around(DUE));
    expect(next.extensionRequest).toMatchObject({ state: 'VOID', decidedAt: DUE, decidedBy: null });
    expect(facts).toMatchObject([{ type: 'case.extension_voided', data: { requestedBy: 'asker', because: 'TIME_OVER' } }]);
    expect(hasLapsed(next, DUE)).toBe(false);
    const late = { ...next, extensionRequest: null }; // as the case is read again
    expect(() => approve(late, HEAD.CITY_SUPERVISOR, DUE)).toThrow(ExtensionTooLate);
  });

  test('overdue stays: whatever is done, an instant since which a case is overdue never changes or goes', () => {
    whatever(({ moments, end }) => {
      for (const { before, after, command } of moments) {
        if (before.overdueSince !== null) expect(end.overdueSince).toEqual(before.overdueSince);
        if (!isError(after) && command.type === 'approve-extension') expect(after.overdueSince).toEqual(before.overdueSince);
      }
    });
  });
});

describe('invariant 4', () => {
  const whole = ({ firstReceivedAt }: Case, dueAt: Date): number =>
    (Date.parse(dayOf(dueAt, ZONE)) - Date.parse(dayOf(firstReceivedAt, ZONE))) / 86_400_000;

  test('the sum of a case’s extensions stays below the ceiling, and the whole case within its days from the first receipt', () => {
    const wishes = fc.array(fc.tuple(fc.integer({ min: -2, max: 40 }), fc.constantFrom(...LEVELS)), { maxLength: 8 });
    fc.assert(
      fc.property(wishes, (wished) => {
        let of = begun();
        let granted = 0;
        for (const [days, level] of wished) {
          try {
            of = approve(ask(of, daysAfterDue(days), RECEIVED), HEAD[level], RECEIVED);
            granted += 1;
          } catch (error) {
            expect([ExtensionAboveLadder, ExtensionTooShort, ExtensionLevelTooLow].some((kind) => error instanceof kind)).toBe(
              true,
            );
          }
        }
        const most = steps.at(-1)!;
        expect([of.extensions, of.extensions <= most.maxTimes]).toEqual([granted, true]);
        expect(of.extendedDays).toBeLessThanOrEqual(most.maxDays);
        expect(whole(of, of.dueAt)).toBeLessThanOrEqual(most.ceilingDays);
      }),
    );
  });

  test('whoever approves stands at the level that the ladder demands or above it', () => {
    whatever(({ moments }) => {
      for (const { before, command, after } of moments) {
        if (isError(after) || command.type !== 'approve-extension') continue;
        const { approver } = measure(EXTENSION_RULES, before, after.dueAt);
        expect(reaches(levelOf(command.approver, before.leadAgencyCode), approver)).toBe(true);
      }
    });
  });

  test('the whole case is measured from the earliest receipt of all that it answers for, not from its own', () => {
    const on = (days: number): Date => calendar.closingOf(addDays(dayOf(DUE, ZONE), days));
    const merged = { ...EXTENSION_RULES, receivedAt: taipei('2026-11-09 09:00') }; // a week before its own
    expect(measure(EXTENSION_RULES, begun(), on(20)).days).toBe(20);
    expect(() => measure(merged, begun(), on(20))).toThrow(ExtensionAboveLadder);
    expect(measure(merged, begun(), on(15)).days).toBe(15);
  });

  test('nobody decides on their own request, whatever they are', () => {
    whatever(({ moments }) => {
      for (const { before, command, after } of moments) {
        if (command.type !== 'approve-extension' && command.type !== 'reject-extension') continue;
        if (!isError(after)) expect(command.approver.id).not.toBe(before.extensionRequest!.requestedBy);
      }
    });
    for (const approver of Object.values(HEAD)) {
      expect(() => approve(ask(begun(), daysAfterDue(1), RECEIVED, approver.id), approver, RECEIVED)).toThrow(
        OwnExtensionRequest,
      );
    }
  });
});

describe('invariant 14: when the body above the agency is recused,', () => {
  const recused = (accountId: string | null, agencyCode: string | null): Case => ({
    ...ask(begun(), daysAfterDue(9), RECEIVED),
    recusals: [{ id: 'r', accountId, agencyCode, reason: 'r', at: RECEIVED, liftedAt: null }],
  });

  test('its head decides on no extension, nor does whoever stands in for somebody who is; the city does', () => {
    const deputy: Approver = { ...HEAD.AGENCY_SUPERVISOR, id: 'deputy', standsInFor: [HEAD.AGENCY_HEAD] };
    for (const [of, approver] of [
      [recused(null, 'ABOVE'), HEAD.AGENCY_HEAD],
      [recused(null, 'ABOVE'), deputy],
      [recused('head', null), deputy],
    ] as const) {
      expect(() => approve(of, approver, RECEIVED)).toThrow(ExtensionLevelTooLow);
      expect(approve(of, HEAD.CITY_SUPERVISOR, RECEIVED).extensions).toBe(1);
    }
    for (const approver of [HEAD.AGENCY_HEAD, deputy]) {
      expect(approve(recused(null, 'ELSEWHERE'), approver, RECEIVED).extensions).toBe(1);
    }
  });
});

describe('the ladder', () => {
  const of = begun();
  const on = (days: number): Date => calendar.closingOf(addDays(civilDate('2026-11-24'), days));

  test.each([
    ['up to a week, the first time', {}, 7, 'AGENCY_SUPERVISOR'],
    ['more days', {}, 8, 'AGENCY_HEAD'],
    ['a second time', { extensions: 1, extendedDays: 1 }, 1, 'AGENCY_HEAD'],
    ['days that were granted before count', { extensions: 1, extendedDays: 10 }, 5, 'CITY_SUPERVISOR'],
    ['a third time', { extensions: 2, extendedDays: 2 }, 1, 'CITY_SUPERVISOR'],
  ] as const)('%s: %j and %i days need %s', (_, difference, days, approver) => {
    expect(measure(EXTENSION_RULES, { ...of, ...difference }, on(days))).toEqual({ days, approver });
  });

  test.each([
    ['a fourth time', { extensions: 3, extendedDays: 3 }, 1],
    ['more days than anybody grants', { extensions: 1, extendedDays: 25 }, 5],
    ['a case of more than thirty calendar days', {}, 23],
  ])('%s: nobody may grant it', (_, difference, days) => {
    expect(() => measure(EXTENSION_RULES, { ...of, ...difference }, on(days))).toThrow(ExtensionAboveLadder);
  });

  test('some hours of the same day count as a day', () => {
    expect(measure(EXTENSION_RULES, { ...of, dueAt: taipei('2026-11-24 10:00') }, taipei('2026-11-24 12:00')).days).toBe(1);
  });

  test('a city without a ladder grants nothing', () => {
    expect(() => measure({ ...EXTENSION_RULES, steps: [] }, of, on(1))).toThrow(ExtensionAboveLadder);
  });
});

describe('an extension', () => {
  test('to a Saturday ends with the next working day, for the case and for its agencies', () => {
    const granted = approve(ask(begun(), taipei('2026-11-28 12:00'), RECEIVED), HEAD.AGENCY_SUPERVISOR, RECEIVED);
    expect(granted.dueAt).toEqual(taipei('2026-11-30 17:30'));
    expect(granted.assignments.map(({ dueAt }) => dueAt)).toEqual([granted.dueAt]);
    expect(granted).toMatchObject({ extensions: 1, extendedDays: 6, extensionRequest: { state: 'APPROVED', days: 6 } });
  });

  test('of a limit of hours ends when it was asked for, at night too', () => {
    const night = taipei('2026-11-28 03:00');
    const of = begun({ sla: { value: 24, unit: 'HOUR' } });
    expect(approve(ask(of, night, RECEIVED), HEAD.AGENCY_SUPERVISOR, RECEIVED).dueAt).toEqual(night);
  });

  test('that is rejected changes nothing but itself', () => {
    const of = ask(begun(), daysAfterDue(2), RECEIVED);
    const rejection = { type: 'reject-extension', approver: HEAD.AGENCY_SUPERVISOR, note: '請如期辦理' } as const;
    const { next } = decideCase(of, rejection, { all: true }, around(RECEIVED));
    const { version, extensionRequest, ...same } = next;
    expect(same).toEqual((({ version: _, extensionRequest: __, ...rest }) => rest)(of));
    expect([version, extensionRequest?.state, extensionRequest?.note]).toEqual([of.version + 1, 'REJECTED', '請如期辦理']);
  });

  test('no later than the case is due now is none', () => {
    expect(() => ask(begun(), DUE, RECEIVED)).toThrow(ExtensionTooShort);
  });

  test('belongs to the leading agency alone', () => {
    for (const rule of Object.values(EXTENDING)) expect(rule.leadOnly).toBe(true);
  });
});
