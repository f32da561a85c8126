import type { BilingualText } from '../../../kernel/errors.ts';
import { type OfficialContacts, withoutPersonalWords } from '../../../kernel/personal-words.ts';

/** What everybody who turns to the city is told. */
export abstract class Notices {
  /** Now; null on ordinary days. */
  abstract notice(): BilingualText | null;
}

/** A notice as everybody may read it. */
export const readableNotice = (notice: BilingualText, offices: OfficialContacts): BilingualText => ({
  'zh-TW': withoutPersonalWords(notice['zh-TW'], offices),
  en: withoutPersonalWords(notice.en, offices),
});
