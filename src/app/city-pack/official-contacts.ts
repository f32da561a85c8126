import type { OfficialContacts } from '../../modules/petitions/index.ts';
import { isObject } from './members.ts';

/** What holds where a pack says nothing of it: the addresses of Taiwan's public offices. */
const USUAL: OfficialContacts = { phones: [], mailDomains: ['gov.tw'] };

type Report = (reason: string) => void;

/** Reads `officialContacts` of `city.json`: whose telephone numbers and addresses of e-mail are left in what everybody may read. */
export function readOfficialContacts(value: unknown, report: Report): OfficialContacts {
  if (value === undefined) return USUAL;
  if (!isObject(value)) {
    report('is not an object');
    return USUAL;
  }
  for (const key of Object.keys(value).filter((name) => !(name in USUAL))) report(`${key} is not a part of official contacts`);
  const texts = (key: keyof typeof USUAL, pattern: RegExp, shape: string): readonly string[] => {
    const given = value[key] ?? USUAL[key];
    if (Array.isArray(given) && given.every((text) => typeof text === 'string' && pattern.test(text))) return given as string[];
    report(`${key} is not a list of ${shape}`);
    return USUAL[key];
  };
  return {
    phones: texts('phones', /^0\d{7,9}$/, 'telephone numbers in digits, e.g. 0212345678'),
    mailDomains: texts('mailDomains', /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/, 'domains in small letters, e.g. gov.tw'),
  };
}
