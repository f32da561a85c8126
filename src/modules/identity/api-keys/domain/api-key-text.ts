/** What a key's text says: which key, and its secret. */
export interface ApiKeyText {
  readonly id: string;
  readonly secret: string;
}

/** `paian_`, the id in 32 hexadecimal digits, and 32 random bytes in Base64 for addresses: searches for lost secrets find it. */
const TEXT = /^paian_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

export const writeKey = ({ id, secret }: ApiKeyText): string => `paian_${id.replaceAll('-', '')}_${secret}`;

/** Null when it is no key at all. */
export function readKey(text: string): ApiKeyText | null {
  const [, ...parts] = TEXT.exec(text) ?? [];
  const secret = parts.pop();
  return secret === undefined ? null : { id: parts.join('-'), secret };
}
