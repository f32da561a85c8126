import { StartupError } from '../../kernel/startup-error.ts';

/** Characters of a secret that nobody guesses. */
const SHORTEST_SECRET = 32;

/** Hosts whose traffic does not leave the machine. */
const THIS_MACHINE: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

export const isThisMachine = (hostname: string): boolean => THIS_MACHINE.includes(hostname);

/** @throws StartupError */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new StartupError(`${name} must be a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}

/** @throws StartupError */
export function secret(name: string, text: string | null): string | null {
  if (text === null || text.length >= SHORTEST_SECRET) return text;
  throw new StartupError(`${name} must have at least ${SHORTEST_SECRET} characters.`);
}

const KEY_BYTES = 32;

/** Fewer different bytes among 32 are no chance: random ones have about 30. */
const FEWEST_DIFFERENT_BYTES = 20;

/** Bytes that were counted lie evenly apart; between random ones there are about 29 different distances. */
const FEWEST_DISTANCES = 10;

/** 32 random bytes in base64, of either alphabet, or in hexadecimal digits. Never repeated: it is a secret. @throws StartupError */
export function key(name: string, text: string | null): Buffer | null {
  if (text === null) return null;
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (!/^[\w+/-]+={0,2}$/.test(text) || bytes.length !== KEY_BYTES)
    throw new StartupError(
      `${name} must be ${KEY_BYTES} random bytes in base64 or hexadecimal digits: "openssl rand -base64 32" makes them.`,
    );
  if (isTyped(bytes)) throw new StartupError(`${name} can be guessed: let "openssl rand -base64 32" make a random one.`);
  return bytes;
}

function isTyped(bytes: Buffer): boolean {
  const distances = Array.from(bytes, (byte, i) => (byte - bytes[(i + 1) % bytes.length]!) & 0xff);
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return isText || new Set(bytes).size < FEWEST_DIFFERENT_BYTES || new Set(distances).size < FEWEST_DISTANCES;
}

/** What may stand in a header. Never repeated: it is a secret. @throws StartupError */
export function token(name: string, text: string | null): string | null {
  if (text === null || /^[\x21-\x7e]+$/.test(text)) return text;
  throw new StartupError(`${name} must have neither blanks nor other than ASCII characters.`);
}

/** Text messages hold numbers, words and keys of citizens: in the clear they go no farther than this machine. @throws StartupError */
export const gateway = (name: string, text: string | null): string | null =>
  closedAddress(name, text, { unless: 'the gateway runs', secret: 'SMS_TOKEN' });

/**
 * An address to which nothing goes in the clear, unless it is on this machine.
 *
 * @param words for who reads what is wrong: what may run on this machine, and the setting that a password belongs into
 * @throws StartupError
 */
export function closedAddress(
  name: string,
  text: string | null,
  words: { readonly unless: string; readonly secret: string },
): string | null {
  const checked = address(name, text, ['https:', 'http:']);
  if (checked === null) return null;
  const { protocol, hostname, username, password } = new URL(checked);
  if (protocol === 'http:' && !isThisMachine(hostname)) {
    throw new StartupError(`${name} must begin with https://, unless ${words.unless} on this machine.`);
  }
  if (username !== '' || password !== '') throw new StartupError(`${name} must hold no password; ${words.secret} is for that.`);
  return checked;
}

/** An address of e-mail that something can be put into after a `+`. @throws StartupError */
export function mailbox(name: string, text: string | null): string | null {
  if (text === null || /^[\w.-]{1,20}@[\w-]+(?:\.[\w-]+)+$/.test(text)) return text;
  throw new StartupError(`${name} must be an address of e-mail with at most 20 letters, digits, dots, hyphens before the @.`);
}

/** @throws StartupError */
export function oneOf(name: string, text: string, allowed: readonly string[]): string {
  if (!allowed.includes(text)) throw new StartupError(`${name} must be one of ${allowed.join(', ')}, not "${text}".`);
  return text;
}

/** @throws StartupError */
export function address(name: string, text: string | null, protocols: readonly string[]): string | null {
  if (text === null) return null;
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new StartupError(`${name} must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`);
  }
  return text;
}
