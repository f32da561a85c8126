import type { DomainError } from '../../kernel/errors.ts';
import { BodyNotObject, BodyTooDeep } from './http-errors.ts';

/** Objects and lists in each other: no body of the contract has more than four. */
const DEEPEST = 16;

/** What is wrong with a body before any route looks at it; undefined when nothing is. */
export function bodyProblem(body: unknown): DomainError | undefined {
  if (Buffer.isBuffer(body)) return undefined; // a file, for a route that takes one
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return new BodyNotObject();
  return isDeeperThan(DEEPEST, body) ? new BodyTooDeep() : undefined;
}

/** Level by level: what is nested deeply enough makes every recursive look run out of stack. */
function isDeeperThan(most: number, body: object): boolean {
  let level: object[] = [body];
  for (let depth = 0; depth < most && level.length > 0; depth += 1) {
    level = level
      .flatMap((parent): unknown[] => Object.values(parent))
      .filter((child): child is object => typeof child === 'object' && child !== null);
  }
  return level.length > 0;
}
