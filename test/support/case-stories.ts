import fc from 'fast-check';
import type { Office, Scope } from '../../src/kernel/actor.ts';
import type { CaseCommand, CommandType } from '../../src/modules/cases/domain/case-lifecycle.ts';
import type { Case } from '../../src/modules/cases/domain/case.ts';
import { decideCase } from '../../src/modules/cases/domain/decide-case.ts';
import type { CommandCircumstances, CommandGiver } from '../../src/modules/cases/domain/command-rule.ts';
import { openCase, type Opening } from '../../src/modules/cases/domain/open-case.ts';
import type { Approver } from '../../src/modules/cases/domain/reply-draft.ts';
import type { ReplyRules } from '../../src/modules/cases/domain/reply-rules.ts';
import { AGENCIES, COMMANDS, commands, destinations, DUE, OPENED, scopes } from './command-arbitraries.ts';

const openings: fc.Arbitrary<Opening> = fc.oneof(
  fc.record({ status: fc.constant('DISPATCHED'), destination: destinations }),
  fc.record({ status: fc.constant('TRIAGE'), reasons: fc.constant(['category.missing']) }),
  fc.constant<Opening>({ status: 'AWAITING_CONFIRMATION' }),
);

const supervisorOf = (agencyCode: string): Approver => ({ role: 'AGENCY_SUPERVISOR', agencyCode });
const CITY: Approver = { role: 'CITY_SUPERVISOR', agencyCode: null };
const EVERY_OFFICE: readonly Office[] = [...AGENCIES.map(supervisorOf), CITY];

/** Somebody who may do everything. */
const ANYBODY: CommandGiver = {
  signature: { id: 'root', name: 'root', onBehalfOf: null },
  ...{ offices: EVERY_OFFICE, authority: 'CITY', isMachine: false },
};
/** Few enough people that they meet themselves. */
const people = fc.constantFrom('p1', 'p2', 'p3');
const staff: fc.Arbitrary<CommandGiver> = fc.record({
  signature: fc.record({
    id: people,
    name: fc.constant('n'),
    onBehalfOf: fc.option(
      people.map((id) => ({ id, name: 'n' })),
      { freq: 4 },
    ),
  }),
  offices: fc.subarray([...EVERY_OFFICE], { minLength: 2 }),
  authority: fc.constantFrom('CITY', 'OTHER'),
  isMachine: fc.constant(false),
});
/** A program with a key, which holds no office. */
const MACHINE: CommandGiver = {
  signature: { id: 'key', name: 'k', onBehalfOf: null },
  ...{ offices: [], authority: 'OTHER', isMachine: true },
};
const givers = fc.oneof({ weight: 5, arbitrary: staff }, { weight: 1, arbitrary: fc.constant(MACHINE) });

/** An agency outside the city, whose staff have no accounts: it answers by its link. */
const OUTSIDER: CommandGiver = { signature: null, offices: [], authority: 'OTHER', isMachine: false };
const giverOf = (command: CaseCommand, other: CommandGiver): CommandGiver =>
  command.type === 'submit-reply' && command.outsider !== undefined ? OUTSIDER : other;

/** Above every agency stands the city. */
const rulesFor = (levels: number, remedy: boolean): ReplyRules => ({
  approversOf: ({ leadAgencyCode }, least = 0) =>
    leadAgencyCode === null ? [] : [supervisorOf(leadAgencyCode), CITY].slice(0, Math.max(levels, least)),
  demandsRemedy: () => remedy,
});
const rules = fc.tuple(fc.constantFrom(0, 1, 2), fc.boolean()).map(([levels, remedy]) => rulesFor(levels, remedy));

/** Ids in order and a clock that goes on by a day with every look; no reply needs approval unless rules say so. */
export function circumstances(by: ReplyRules = rulesFor(0, false)): (giver?: CommandGiver) => CommandCircumstances {
  let ids = 0;
  let days = 0;
  return (giver = ANYBODY) => ({
    at: new Date(OPENED.getTime() + (days += 1) * 86_400_000),
    newId: () => `id-${(ids += 1)}`,
    by: giver,
    rules: by,
  });
}

const begin = (opening: Opening, around: CommandCircumstances): Case =>
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
      clockState: 'RUNNING',
      remainingMinutes: null,
    },
    opening,
    'petition',
    around,
  ).opened;

/** One story of a case: every state it was in, with the command that led to the next, or the refusal. */
export interface Moment {
  readonly before: Case;
  readonly command: CaseCommand;
  readonly scope: Scope;
  readonly by: CommandGiver;
  readonly after: Case | Error;
}

function tell(
  opening: Opening,
  story: readonly (readonly [CaseCommand, Scope, CommandGiver])[],
  rules: ReplyRules,
): { readonly end: Case; readonly moments: Moment[]; readonly rules: ReplyRules } {
  const around = circumstances(rules);
  const moments: Moment[] = [];
  let current = begin(opening, around());
  for (const [command, scope, giver] of story) {
    const by = giverOf(command, giver);
    const before = structuredClone(current);
    try {
      const { next } = decideCase(current, command, scope, around(by));
      moments.push({ before, command, scope, by, after: next });
      expect(current).toEqual(before); // decided about, never changed
      current = next;
    } catch (error) {
      moments.push({ before, command, scope, by, after: error as Error });
      expect(current).toEqual(before);
    }
  }
  return { end: current, moments, rules };
}

const stories = fc.tuple(openings, fc.array(fc.tuple(commands, scopes, givers), { maxLength: 20 }), rules);

/** Whatever is done to a case, in whatever order. */
export const whatever = (law: (told: ReturnType<typeof tell>) => void): void =>
  fc.assert(
    fc.property(stories, ([opening, story, rules]) => {
      law(tell(opening, story, rules));
    }),
  );

/**
 * What is done with a few kinds of command to a case that an agency has accepted: among all kinds, a reply that two people approve one
 * after the other would hardly ever happen.
 */
export function whateverWith(types: readonly CommandType[], law: (told: ReturnType<typeof tell>) => void): void {
  const opening: Opening = { status: 'DISPATCHED', destination: { agencyCode: 'A', coAgencyCodes: [], ruleId: 'R-1' } };
  const accepted = [{ type: 'accept', handler: null }, { all: true }, ANYBODY] as const;
  const few: fc.Arbitrary<CaseCommand> = fc.oneof(...types.map((type) => COMMANDS[type]));
  const steps = fc.array(fc.tuple(few, fc.constant<Scope>({ all: true }), givers), { minLength: 10, maxLength: 30 });
  fc.assert(
    fc.property(steps, rules, (story, by) => {
      law(tell(opening, [accepted, ...story], by));
    }),
  );
}

export const isError = (after: Case | Error): after is Error => after instanceof Error;
