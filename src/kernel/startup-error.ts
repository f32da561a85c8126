/**
 * The program cannot start for a reason that its operator can remove: a taken port, an unwritable folder, a wrong setting.
 * `userMessage` is one sentence that says what is wrong and what to do; it is printed alone, and the process ends with code 1.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';

  constructor(
    readonly userMessage: string,
    options?: ErrorOptions,
  ) {
    super(userMessage, options);
  }
}

/** The `code` of a system error (`EACCES`, `ENOSPC` …), or the message of anything else that was thrown. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'message' in error ? String(error.message) : 'unknown';
}
