/** SQLSTATE class 22, data exceptions: PostgreSQL's words repeat the value that it could not read. */
const DATA_EXCEPTION = /^22[0-9A-Z]{3}$/;

/**
 * An error of the database as it may be logged, and kept by a queue with a job that failed: without the value, which may be what a
 * citizen wrote. Other errors are given back as they are; their messages name tables and constraints.
 */
export function withoutValue(error: unknown): unknown {
  if (!(error instanceof Error) || !DATA_EXCEPTION.test((error as { code?: string }).code ?? '')) return error;
  const { message, stack } = error;
  error.message = `the database could not read a value (SQLSTATE ${(error as { code?: string }).code})`;
  if (stack !== undefined) error.stack = stack.replace(message, () => error.message);
  return Object.assign(error, { detail: undefined, where: undefined });
}
