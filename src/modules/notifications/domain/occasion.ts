import type { BilingualText } from '../../../kernel/errors.ts';
import { type OfficialContacts, withoutPersonalWords } from '../../../kernel/personal-words.ts';
import type { Language } from './language.ts';
import type { TemplateName, Values } from './placeholders.ts';

/** What people are told about, before it is known who they are. */
export interface Occasion {
  readonly template: TemplateName;
  /** What happened: the same fact tells nobody twice. */
  readonly factId: string;
  readonly caseId: string;
  /** The agency the message names; the leading one when left out. */
  readonly agencyCode?: string;
  /** The day the message names; the case's due instant when left out. */
  readonly dueAt?: Date;
  /** What this kind of message says besides. */
  readonly values?: (language: Language) => Values;
}

/**
 * An occasion as citizens are told of it, in words that point to nobody: mail travels in the open, and a merged case is answered to
 * all whose petitions it holds.
 */
export const readableToAll = (occasion: Occasion, offices: OfficialContacts): Occasion => ({
  ...occasion,
  values: (language) =>
    Object.fromEntries(
      Object.entries(occasion.values?.(language) ?? {}).map(([name, value]) => [name, withoutPersonalWords(value, offices)]),
    ),
});

/** Whose business the case is, in the eyes of the agency that gave it back; nothing where it named none. */
export const proposalValues =
  (agencyName: BilingualText | null) =>
  (language: Language): Values =>
    agencyName === null ? {} : { proposedAgencyName: agencyName[language] };

/** What everybody who turns to the city is told besides; nothing on ordinary days. */
export const noticeValues =
  (notice: BilingualText | null) =>
  (language: Language): Values =>
    notice === null ? {} : { notice: notice[language] };
