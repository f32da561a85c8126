import type { DomainError } from '../../kernel/errors.ts';

/** Which refusal a violated constraint means to the user. */
export type ConstraintErrors = Readonly<Record<string, new () => DomainError>>;

/** For `.catch()`: turns the violation of a named constraint into its refusal, and lets every other error through. */
export const refusing =
  (errors: ConstraintErrors) =>
  (error: unknown): never => {
    const constraint = violatedConstraint(error);
    const Refusal = constraint === null ? undefined : errors[constraint];
    throw Refusal === undefined ? error : new Refusal();
  };

/** The name of the constraint that a statement violated, or null when it failed for another reason. */
export const violatedConstraint = (error: unknown): string | null => (error as { constraint?: string }).constraint ?? null;
