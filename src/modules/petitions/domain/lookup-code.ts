/** Letters and digits that neither look nor sound like each other when they are read out: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V, D, G. */
const ALPHABET = '34679ACEFHJKMNPQRTWXY';

const LENGTH = 8;

/**
 * The code with which a citizen follows a petition, e.g. `7KWP-R3XM`: 21^8 = 3.8 × 10^10 possibilities.
 *
 * @param random yields bytes from a cryptographic source
 */
export function newLookupCode(random: (bytes: number) => Uint8Array): string {
  let code = '';
  while (code.length < LENGTH) {
    for (const byte of random(LENGTH)) {
      const fair = byte < 256 - (256 % ALPHABET.length); // a byte above would favour the first letters
      if (fair && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length]!;
    }
  }
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** What somebody typed, as it is compared: upper case, without blanks and hyphens. */
export const normaliseLookupCode = (typed: string): string => typed.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '');
