import type { Assignment, Case } from './case.ts';
import { type CommandRule, type CommandRules, WORKING } from './command-rule.ts';
import { ANSWERING, type AnsweringCommand } from './answering.ts';
import { APPROVING, type ApprovingCommand } from './approving.ts';
import { DISPATCHING, type DispatchingCommand } from './dispatching.ts';
import { ENDING, type EndingCommand } from './ending.ts';
import { TRACKING, type TrackingCommand } from './tracking.ts';
import { EXTENDING, type ExtendingCommand } from './extending.ts';
import { SUPPLEMENTING, type SupplementingCommand } from './supplementing.ts';
import { RECATEGORISING, type RecategorisingCommand } from './recategorising.ts';
import { HANDLING, type HandlingCommand } from './handling.ts';
import { HEARING, type HearingCommand } from './hearing.ts';
import { RECUSING, type RecusingCommand } from './recusing.ts';
import { TAKING_BACK, type TakingBackCommand } from './taking-back.ts';
import { unanswered } from './legs.ts';
import { FAMILIES, type FamilyCommand } from '../families/domain/families.ts';
import { REPEATING, type RepeatingCommand } from '../repeats/domain/repeating.ts';
import { MERGING, type MergingCommand } from '../merging/domain/merging.ts';

export type CaseCommand =
  | DispatchingCommand
  | HandlingCommand
  | AnsweringCommand
  | ApprovingCommand
  | RecusingCommand
  | TakingBackCommand
  | EndingCommand
  | MergingCommand
  | FamilyCommand
  | RepeatingCommand
  | TrackingCommand
  | RecategorisingCommand
  | ExtendingCommand
  | SupplementingCommand
  | HearingCommand;

export type CommandType = CaseCommand['type'];

/** What may be done to a case in which status, and where it leads. The buttons, the 409 answer and the documentation come from these rules. */
export const RULES: CommandRules<CaseCommand> = {
  ...DISPATCHING,
  ...HANDLING,
  ...ANSWERING,
  ...APPROVING,
  ...RECUSING,
  ...TAKING_BACK,
  ...ENDING,
  ...MERGING,
  ...FAMILIES,
  ...REPEATING,
  ...TRACKING,
  ...RECATEGORISING,
  ...EXTENDING,
  ...SUPPLEMENTING,
  ...HEARING,
};

const OFFERED = (Object.keys(RULES) as CommandType[]).filter((type) => !RULES[type].unoffered);

/** The rule of a command, whichever it is. */
export const ruleOf = (type: CommandType): CommandRule<CaseCommand> => RULES[type] as CommandRule<CaseCommand>;

/** The commands that a case accepts from one or the other of those who work on it. */
export const openCommands = (of: Case): CommandType[] =>
  (of.anonymisedAt === null ? OFFERED : []).filter(
    (type) => isOpenIn(of, type) || unanswered(of).some((leg) => isOpenTo(leg, type, of)),
  );

/** Whether the case is in a state for it. */
export const isOpenIn = (of: Case, type: CommandType): boolean =>
  RULES[type].from.includes(of.status) && (RULES[type].when?.(of) ?? true);

/** Whether a co-handler may do it to its leg: accept once, answer once, and nothing after the answer. */
export const isOpenTo = (leg: Assignment, type: CommandType, { status }: Pick<Case, 'status'>): boolean =>
  RULES[type].ownLeg !== undefined &&
  [...WORKING, 'AWAITING_SUPPLEMENT'].includes(status) &&
  leg.status !== 'ANSWERED' &&
  (type !== 'accept' || leg.status === 'ASSIGNED');
