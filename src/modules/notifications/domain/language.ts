import type { BilingualText } from '../../../kernel/errors.ts';

/** The languages that messages are written in. */
export type Language = keyof BilingualText;

export const LANGUAGES: readonly Language[] = ['zh-TW', 'en'];

/** Every text exists in this one. */
export const FALLBACK_LANGUAGE: Language = 'zh-TW';

export const toLanguage = (tag: string): Language => LANGUAGES.find((language) => language === tag) ?? FALLBACK_LANGUAGE;
