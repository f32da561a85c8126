import type { Office } from '../../../kernel/actor.ts';
import type { DomainError } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/fact.ts';
import type { Assignment, Authority, Case, CaseStatus } from './case.ts';
import type { Circumstances } from './legs.ts';
import type { Signature } from './reply-draft.ts';
import type { ReplyRules } from './reply-rules.ts';

/** Whoever gives a command, as far as rules ask. */
export interface CommandGiver {
  /** Null for a citizen and for the system itself. */
  readonly signature: Signature | null;
  /** What they hold, and what those hold whose place they take. */
  readonly offices: readonly Office[];
  /** Whether it is a program: for what that writes to the citizen, a person answers. */
  readonly isMachine: boolean;
  /** At what level they decide which agency has the case. */
  readonly authority: Authority;
}

/** What deciding about a command needs besides the case. */
export interface CommandCircumstances extends Circumstances {
  readonly by: CommandGiver;
  readonly rules: ReplyRules;
}

/** What a command leads to. */
export interface CaseDecision {
  readonly next: Case;
  readonly facts: readonly Fact[];
}

/** All about one command: in which status it is open, to whom, where it leads and what it does. */
export interface CommandRule<Command> {
  readonly from: readonly CaseStatus[];
  /** `null`: the status stays, or `decide` says which it is. */
  readonly to: CaseStatus | null;
  /** Further statuses that `decide` may lead to. */
  readonly orTo?: readonly CaseStatus[];
  /** Only staff of the leading agency may do it, unless they look after the whole city. */
  readonly leadOnly?: true;
  /** What of the case must be so besides its status. */
  readonly when?: (of: Case) => boolean;
  /** What says better than that the command is not open why it is not, where something does. */
  readonly refusal?: (of: Case, at: Date) => DomainError | null;
  /** No button offers it: it is the citizen's doing, or that of the passing of time. */
  readonly unoffered?: true;
  /** What a co-handler does to its own leg instead, while the case is being worked on; the case's status stays. */
  readonly ownLeg?: (of: Case, leg: Assignment, command: Command, circumstances: CommandCircumstances) => CaseDecision;
  /** @param moved the case, its version grown and its status changed */
  readonly decide: (moved: Case, command: Command, circumstances: CommandCircumstances) => CaseDecision;
}

/** The rules of a family of commands. */
export type CommandRules<Command extends { readonly type: string }> = {
  readonly [Type in Command['type']]: CommandRule<Extract<Command, { readonly type: Type }>>;
};

/** An agency works on the case. */
export const WORKING = ['DISPATCHED', 'IN_PROGRESS'] as const satisfies readonly CaseStatus[];

/** The statuses that end a case's clock. */
export const FINAL_STATUSES: readonly CaseStatus[] = ['CLOSED', 'NO_ACTION', 'MERGED', 'WITHDRAWN'];
