/** Why a mail is not taken for a petitioner's words. */
export type IgnoredBecause = 'AUTOMATIC' | 'BOUNCE' | 'UNKNOWN_ADDRESS' | 'DUPLICATE' | 'TOO_LARGE' | 'UNREADABLE';

/** Those that a person has to look at: they may be from a petitioner. */
const FOR_PEOPLE: ReadonlySet<IgnoredBecause> = new Set(['UNKNOWN_ADDRESS', 'TOO_LARGE', 'UNREADABLE']);

export const isForPeople = (reason: IgnoredBecause): boolean => FOR_PEOPLE.has(reason);

/** Headers that only machines write, and what they say then. */
const MACHINES: readonly (readonly [header: string, says: RegExp])[] = [
  ['auto-submitted', /^(?!no\b)./i],
  ['x-auto-response-suppress', /./],
  ['precedence', /^(?:bulk|list|junk|auto[_-]reply)\b/i],
  ['x-autoreply', /./],
  ['x-autorespond', /./],
  ['list-id', /./],
];

/**
 * Whether a machine wrote a mail (RFC 3834 §2; RFC 3464 for reports of servers); null when a person did.
 *
 * @param headers by their names in small letters
 */
export function machineBehind(headers: ReadonlyMap<string, string>): 'AUTOMATIC' | 'BOUNCE' | null {
  if (isBounce(headers)) return 'BOUNCE';
  return MACHINES.some(([header, says]) => says.test(headers.get(header) ?? '')) ? 'AUTOMATIC' : null;
}

/** A server says what became of a mail; only servers send without an address to answer to (RFC 5321 §4.5.5). */
const isBounce = (headers: ReadonlyMap<string, string>): boolean =>
  /^<\s*>$/.test(headers.get('return-path') ?? '') ||
  /^multipart\/report\b/i.test(headers.get('content-type') ?? '') ||
  /(?:^|[<\s])(?:mailer-daemon|postmaster)@/i.test(headers.get('from') ?? '');
