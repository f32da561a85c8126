import { createHash } from 'node:crypto';

/** SHA-256 of a body, the same for every writing of it: blanks and the order of members do not count. */
export const bodyHash = (body: unknown): Buffer => createHash('sha256').update(canonical(body)).digest();

/** JSON with the members of every object in order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
