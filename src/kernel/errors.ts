/** Why a request is refused; one word per HTTP status, mapped in one place (`platform/http/problem.ts`). */
export type Refusal =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'stale'
  | 'invalid'
  | 'precondition_required'
  | 'too_large'
  | 'unsupported'
  | 'too_many'
  | 'unavailable';

/** A sentence in the two languages every user-facing text is kept in. */
export interface BilingualText {
  readonly 'zh-TW': string;
  readonly en: string;
}

/** One wrong field of the input: its dotted path, a stable code, and the sentence for the reader. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly text: BilingualText;
}

/**
 * An expected refusal. Anything else that is thrown is a bug: logged with its request id, answered 500.
 *
 * `code` is stable and dotted (`case.illegal_command`); `text` is what the reader sees; `details` are extra members of the
 * problem document (RFC 9457 §3.2) and never replace its standard ones.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly refusal: Refusal;
  abstract readonly text: BilingualText;
  /** The secret that was sent is right, and more is asked for: nobody who meets this was guessing. */
  readonly guessedRight: boolean = false;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(details: Readonly<Record<string, unknown>> = {}) {
    super();
    this.details = details;
    this.name = new.target.name;
  }

  override get message(): string {
    return `${this.code} ${JSON.stringify(this.details)}`;
  }
}

/** The input is well formed but wrong; every wrong field is named. */
export class InvalidInput extends DomainError {
  readonly code = 'input.invalid';
  readonly refusal = 'invalid';
  readonly text = { 'zh-TW': '輸入內容有誤', en: 'The input is invalid' };

  constructor(readonly errors: readonly FieldError[]) {
    super({ errors });
  }
}
