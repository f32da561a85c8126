import type { Problem } from '../../kernel/table.ts';
import type { CasePolicy, RepeatPolicy } from '../../modules/cases/index.ts';
import type { AttachmentPolicy } from '../../modules/files/index.ts';
import type { AccountPolicy } from '../../modules/identity/index.ts';
import type { OfficialContacts } from '../../modules/petitions/index.ts';
import type { SurveyPolicy } from '../../modules/surveys/index.ts';
import type { City } from '../../platform/config/index.ts';
import { readAccountPolicy } from './account-settings.ts';
import { readAttachmentPolicy } from './attachment-settings.ts';
import { readCasePolicy } from './case-settings.ts';
import { readOfficialContacts } from './official-contacts.ts';
import { readRepeatPolicy } from './repeat-settings.ts';
import { readSurveyPolicy } from './survey-settings.ts';
import { isObject, type Members } from './members.ts';

/** Languages the citizens' texts may be kept in. */
export const LANGUAGES = ['zh-TW', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What `city.json` says; the office hours as minutes of the day, in order. */
export interface CitySettings extends Pick<City, keyof City> {
  /** Name and code of the county in the boundaries. */
  readonly countyName: string;
  readonly countyCode: string;
  readonly languages: readonly Language[];
  /** Area code of the city's telephones, e.g. 03. */
  readonly phonePrefix: string;
  readonly survey: SurveyPolicy;
  /** Hours that an agency may have a case without giving it to a handler, before somebody is to look at it. */
  readonly withoutHandlerHours: number;
  readonly accounts: AccountPolicy;
  readonly attachments: AttachmentPolicy;
  readonly cases: CasePolicy;
  readonly officialContacts: OfficialContacts;
  readonly repeats: RepeatPolicy;
}

/** A day: whoever was away comes back. */
const DEFAULT_HOURS = 24;

type OfficeHours = City['officeHours'];
type Report = (key: string, reason: string) => void;

/** Reads and judges `city.json`. `settings` is null when there is a problem; every wrong member is named at once. */
export function parseCitySettings(file: string, text: string): { settings: CitySettings | null; problems: Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (key, reason) => problems.push({ file, line: lineOf(text, key), column: key, reason });
  const members = parseObject(text);
  if (members instanceof SyntaxError) {
    return { settings: null, problems: [{ file, line: errorLine(text, members), reason: `is not JSON: ${members.message}` }] };
  }
  if (members === null) return { settings: null, problems: [{ file, line: 1, reason: 'is not a JSON object' }] };
  const settings = readSettings(members, report);
  for (const key of Object.keys(members).filter((name) => !(name in settings))) report(key, 'is not a setting of a city');
  return { settings: problems.length === 0 ? settings : null, problems };
}

function readSettings(members: Members, report: Report): CitySettings {
  const text = (key: string, pattern: RegExp, shape: string): string => {
    const value = members[key];
    if (typeof value === 'string' && pattern.test(value)) return value;
    report(key, value === undefined ? 'is missing' : `${JSON.stringify(value)} is not ${shape}`);
    return '';
  };
  return {
    code: text('code', /^[a-z][a-z0-9-]{0,30}$/, 'a folder name in small letters'),
    countyName: text('countyName', /^\S{2,10}$/, 'the name of a county'),
    countyCode: text('countyCode', /^\d{5}$/, 'a county code of 5 digits'),
    nameZh: text('nameZh', /^.{1,50}$/, 'a name'),
    nameEn: text('nameEn', /^.{1,100}$/, 'a name'),
    timeZone: timeZone(text('timeZone', /^[A-Za-z_]+\/[A-Za-z_/+-]+$/, 'a time zone such as Asia/Taipei'), report),
    languages: languages(members['languages'], report),
    officeHours: officeHours(members['officeHours'], report),
    borderMetres: borderMetres(members['borderMetres'], report),
    triageAgencyCode: text('triageAgencyCode', /^[A-Z][A-Z0-9-]*$/, 'the code of an agency'),
    hotlineNumber: text('hotlineNumber', /^[0-9-]{3,15}$/, 'a telephone number'),
    phonePrefix: text('phonePrefix', /^0\d{1,3}$/, 'an area code such as 03'),
    survey: readSurveyPolicy(members['survey'], (reason) => report('survey', reason)),
    withoutHandlerHours: withoutHandlerHours(members['withoutHandlerHours'], report),
    accounts: readAccountPolicy(members['accounts'], (reason) => report('accounts', reason)),
    attachments: readAttachmentPolicy(members['attachments'], (reason) => report('attachments', reason)),
    cases: readCasePolicy(members['cases'], (reason) => report('cases', reason)),
    officialContacts: readOfficialContacts(members['officialContacts'], (reason) => report('officialContacts', reason)),
    repeats: readRepeatPolicy(members['repeats'], (reason) => report('repeats', reason)),
  };
}

function timeZone(name: string, report: Report): string {
  try {
    if (name !== '') new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    report('timeZone', `${JSON.stringify(name)} is not a time zone this machine knows`);
  }
  return name;
}

function languages(value: unknown, report: Report): Language[] {
  const listed: unknown[] = Array.isArray(value) ? value : [];
  const known = LANGUAGES.filter((language) => listed.includes(language));
  if (known.length === 0 || known.length !== listed.length) {
    report('languages', `is not a list of ${LANGUAGES.join(', ')}, each at most once`);
  }
  return known;
}

/** Spans inside one day that follow each other without touching. */
function officeHours(value: unknown, report: Report): OfficeHours {
  const spans = (Array.isArray(value) ? value : []).map((span: { from?: unknown; to?: unknown } | null) => ({
    from: minuteOfDay(span?.from),
    to: minuteOfDay(span?.to),
  }));
  if (spans.length === 0) report('officeHours', 'is not a list of { "from": "08:30", "to": "12:30" }');
  let end = -1;
  for (const [i, { from, to }] of spans.entries()) {
    if (!(end < from && from < to))
      report('officeHours', `span ${i + 1} does not run from one time to a later one, after the span before`);
    end = to;
  }
  return spans;
}

/** @returns 0–1440, or NaN for what is not a time written HH:MM */
function minuteOfDay(value: unknown): number {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(String(value)) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= 1440 ? minute : Number.NaN;
}

function borderMetres(value: unknown, report: Report): number {
  if (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 2000) return Number(value);
  report('borderMetres', 'is not a whole number of metres from 0 to 2000');
  return 0;
}

function withoutHandlerHours(value: unknown, report: Report): number {
  if (value === undefined) return DEFAULT_HOURS;
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 720) return Number(value);
  report('withoutHandlerHours', 'is not a whole number of hours from 1 to 720');
  return DEFAULT_HOURS;
}

function parseObject(text: string): Members | SyntaxError | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isObject(value) ? value : null;
  } catch (error) {
    return error as SyntaxError;
  }
}

const lineAt = (text: string, position: number): number => text.slice(0, Math.max(position, 0)).split('\n').length;

/** The line of a member; 1 when it is missing. */
const lineOf = (text: string, key: string): number => lineAt(text, text.indexOf(`"${key}"`));

const errorLine = (text: string, { message }: SyntaxError): number =>
  lineAt(text, Number(/position (\d+)/.exec(message)?.[1] ?? text.length));
