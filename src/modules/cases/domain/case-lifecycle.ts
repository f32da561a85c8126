import type { Assignment, Case } from './case.ts';
import { type CommandRule, type CommandRules, WORKING } from './command-rule.ts';
import { ANSWERING, type AnsweringCommand } from './answering.ts';
import { APPROVING, type ApprovingCommand } from './approving.ts';
import { DISPATCHING, type DispatchingCommand } from './dispatching.ts';
import { ENDING, type EndingCommand } from './ending.ts';
import { HANDLING, type HandlingCommand } from './handling.ts';
import { RECUSING, type RecusingCommand } from './recusing.ts';
import { TAKING_BACK, type TakingBackCommand } from './taking-back.ts';
import { unanswered } from './legs.ts';

export type CaseCommand =
  | DispatchingCommand
  | HandlingCommand
  | AnsweringCommand
  | ApprovingCommand
  | RecusingCommand
  | TakingBackCommand
  | EndingCommand;

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
};

/** Following the confirmation link is the citizen's doing; no button offers it. */
const OFFERED = (Object.keys(RULES) as CommandType[]).filter((type) => type !== 'confirm');

/** The rule of a command, whichever it is. */
export const ruleOf = (type: CommandType): CommandRule<CaseCommand> => RULES[type] as CommandRule<CaseCommand>;

/** The commands that a case accepts from one or the other of those who work on it. */
export const openCommands = (of: Case): CommandType[] =>
  OFFERED.filter((type) => RULES[type].from.includes(of.status) || unanswered(of).some((leg) => isOpenTo(leg, type, of)));

/** Whether a co-handler may do it to its leg: accept once, answer once, and nothing after the answer. */
export const isOpenTo = (leg: Assignment, type: CommandType, { status }: Pick<Case, 'status'>): boolean =>
  RULES[type].ownLeg !== undefined &&
  WORKING.some((working) => working === status) &&
  leg.status !== 'ANSWERED' &&
  (type !== 'accept' || leg.status === 'ASSIGNED');
