/** Browsers, the more particular first: most of them also call themselves Chrome and Safari. */
const BROWSERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//],
];

const SYSTEMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Windows', /\bWindows\b/],
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad)\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
];

/** Characters of the name of a program that is no browser. */
const LONGEST = 40;

/**
 * A program in a few words, for somebody who wants to know which of their sessions this is: `Firefox 140, Windows`. Nothing else of
 * what it says about itself is kept.
 */
export function clientOf(userAgent: string | undefined): string | null {
  const text = (userAgent ?? '').slice(0, 500);
  const system = SYSTEMS.find(([, pattern]) => pattern.test(text))?.[0];
  for (const [name, pattern] of BROWSERS) {
    const version = pattern.exec(text)?.[1];
    if (version !== undefined) return [`${name} ${version.slice(0, 4)}`, system].filter(Boolean).join(', ');
  }
  return /^[\w.+-]+(?:\/[\w.]+)?/.exec(text)?.[0].slice(0, LONGEST) ?? null;
}
