/** What somebody typed where a code of their second factor is asked for. */
export interface TypedCode {
  readonly kind: 'TOTP' | 'RECOVERY';
  readonly text: string;
}

const DIGITS = /^\d{6}$/;

/** Six digits are the application's; anything else can only be a code on paper. Blanks, hyphens and capitals are the reader's. */
export function typedCode(typed: string): TypedCode {
  const text = typed.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase();
  return { kind: DIGITS.test(text) ? 'TOTP' : 'RECOVERY', text };
}
