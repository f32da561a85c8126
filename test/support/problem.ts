import type { Answer } from './test-app.ts';

/** The parts of a problem document (RFC 9457) that never say anything of the case at hand. */
export interface ExpectedProblem {
  readonly status: number;
  readonly code: string;
  /** The wrong fields with their codes, in any order. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** Whether an answer is a refusal as the contract writes one; throws what is wrong with it otherwise. */
export function expectProblem(answer: Answer, { status, code, fields }: ExpectedProblem): void {
  expect(problemFaults(answer)).toEqual([]);
  const errors = (answer.body.errors ?? []) as { field: string; code: string }[];
  expect({ status: answer.status, code: answer.body.code, fields: fieldsOf(errors) }).toEqual({
    status,
    code,
    fields: fields ?? fieldsOf(errors),
  });
}

const fieldsOf = (errors: readonly { field: string; code: string }[]): Record<string, string> =>
  Object.fromEntries(errors.map(({ field, code }) => [field, code]));

const MEMBERS = ['type', 'title', 'status', 'code', 'detail', 'requestId'];

/** What makes an answer no problem document; empty when it is one. */
export function problemFaults({ status, headers, body }: Answer): string[] {
  const type = String(headers['content-type']);
  if (!type.startsWith('application/problem+json')) return [`${status} is answered as ${type}: ${JSON.stringify(body)}`];
  const faults = MEMBERS.filter((member) => body[member] === undefined || body[member] === '').map((member) => `no ${member}`);
  if (status >= 500) faults.push(`${status} ${String(body.code)}`);
  if (body.status !== status) faults.push(`status ${String(body.status)} in an answer with ${status}`);
  if (!/^[a-z][A-Za-z_]*(\.[a-z_]+)+$/.test(String(body.code))) faults.push(`the code ${String(body.code)}`);
  if (body.requestId !== headers['x-request-id']) faults.push('another requestId than the header');
  if (/stack|node_modules|\bat .*\.ts:/.test(JSON.stringify(body))) faults.push('a stack trace');
  for (const error of (body.errors ?? []) as Record<string, unknown>[]) {
    if (Object.keys(error).sort().join() !== 'code,field,message') faults.push(`an error with ${Object.keys(error).join()}`);
  }
  return faults;
}
