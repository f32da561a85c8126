/** What a provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

/** The texts that a claim holds: one, a list of them, or none. A name with dots leads into objects, unless there is a claim of that very name. */
export function textsOf(claims: Claims, name: string): string[] {
  const value = Object.hasOwn(claims, name) ? claims[name] : within(claims, name.split('.'));
  const listed: unknown[] = Array.isArray(value) ? value : [value];
  return listed.flatMap((entry) => (typeof entry === 'string' || typeof entry === 'number' ? [String(entry)] : []));
}

/** The only text that a claim holds, without blanks around it; null when it holds none, or several. */
export function textOf(claims: Claims, name: string): string | null {
  const [text, ...more] = textsOf(claims, name);
  return text === undefined || more.length > 0 ? null : text.trim() || null;
}

function within(value: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, first)) return undefined;
  return within((value as Claims)[first], rest);
}
