import { problemText } from '../../kernel/table.ts';
import { parseCitySettings } from './city-settings.ts';

const GOOD = {
  code: 'taoyuan',
  countyName: '桃園市',
  countyCode: '68000',
  nameZh: '桃園市政府',
  nameEn: 'Taoyuan City Government',
  timeZone: 'Asia/Taipei',
  languages: ['zh-TW', 'en'],
  officeHours: [
    { from: '08:30', to: '12:30' },
    { from: '13:30', to: '17:30' },
  ],
  borderMetres: 50,
  triageAgencyCode: 'TY-SCC',
  hotlineNumber: '1999',
  phonePrefix: '03',
};
const problemsOf = (text: string): string[] => parseCitySettings('city.json', text).problems.map(problemText);

test('office hours are read as minutes of the day', () => {
  expect(parseCitySettings('city.json', JSON.stringify(GOOD))).toEqual({
    settings: {
      ...GOOD,
      accounts: {
        sessions: { idleMinutes: 30, hours: 12 },
        sessionsByRole: { ADMIN: { idleMinutes: 15, hours: 8 }, AUDITOR: { idleMinutes: 15, hours: 8 } },
        passwordDays: 180,
        passwordsRemembered: 3,
        resetMinutes: 30,
        idleDays: 90,
        temporaryDays: 90,
        secondFactorRoles: ['ADMIN', 'AUDITOR', 'CITY_SUPERVISOR'],
      },
      officialContacts: { phones: [], mailDomains: ['gov.tw'] },
      cases: { reopenWithinDays: 30, returnDecisionDays: 1, revealMinutes: 10 },
      repeats: { clearReplies: 2, withinMonths: 12, withinMetres: 100, massPerDay: 10, massPerWeek: 30 },
      survey: {
        percent: 100,
        percentByCategory: {},
        quietDays: 30,
        windowDays: 7,
        lowScore: 2,
        remindAfterDays: 3,
        calls: 'OPERATOR',
        callAttempts: 3,
        callClaimMinutes: 10,
        reopenDecisionDays: 2,
      },
      withoutHandlerHours: 24,
      officeHours: [
        { from: 510, to: 750 },
        { from: 810, to: 1050 },
      ],
    },
    problems: [],
  });
});

test.each<[string, string, unknown, string]>([
  ['a code in capitals', 'code', 'Taoyuan', '"Taoyuan" is not a folder name in small letters'],
  ['a county code of another length', 'countyCode', '6800', '"6800" is not a county code of 5 digits'],
  ['a missing member', 'nameEn', undefined, 'is missing'],
  ['a name that is no text', 'nameZh', 5, '5 is not a name'],
  ['an unknown time zone', 'timeZone', 'Asia/Taoyuan', '"Asia/Taoyuan" is not a time zone this machine knows'],
  ['an unknown language', 'languages', ['zh-TW', 'ja'], 'is not a list of zh-TW, en, each at most once'],
  ['a language twice', 'languages', ['en', 'en'], 'is not a list of zh-TW, en, each at most once'],
  ['no office hours', 'officeHours', [], 'is not a list of'],
  ['an hour that does not exist', 'officeHours', [{ from: '8:30', to: '12:30' }], 'span 1 does not run'],
  ['a span that runs backwards', 'officeHours', [{ from: '12:30', to: '08:30' }], 'span 1 does not run'],
  ['a span past midnight', 'officeHours', [{ from: '20:00', to: '24:30' }], 'span 1 does not run'],
  ['a null span', 'officeHours', [null], 'span 1 does not run'],
  ['a border of half a metre', 'borderMetres', 0.5, 'is not a whole number of metres'],
  ['a border in words', 'borderMetres', '50', 'is not a whole number of metres'],
  ['repeats in words', 'repeats', 'often', 'is not an object'],
  ['a member of the repeats nobody reads', 'repeats', { replies: 2 }, 'replies is not a setting of repeats'],
  ['a mass of none', 'repeats', { massPerDay: 0 }, 'massPerDay is not a whole number from 1 to 1000'],
  ['half a month', 'repeats', { withinMonths: 0.5 }, 'withinMonths is not a whole number from 1 to 60'],
  ['accounts in words', 'accounts', 'strict', 'is not an object'],
  ['a member of the accounts nobody reads', 'accounts', { idle: 5 }, 'idle is not a setting of accounts'],
  [
    'fewer passwords than the law has it',
    'accounts',
    { passwordsRemembered: 2 },
    'passwordsRemembered is not a whole number from 3 to 24',
  ],
  ['a session of no time', 'accounts', { sessions: { idleMinutes: 0, hours: 8 } }, 'sessions is not { "idleMinutes": 1 to 1440'],
  ['a session with half its limits', 'accounts', { sessions: { hours: 8 } }, 'sessions is not { "idleMinutes": 1 to 1440'],
  [
    'sessions of nobody',
    'accounts',
    { sessionsByRole: { MAYOR: { idleMinutes: 5, hours: 8 } } },
    'sessionsByRole MAYOR is not a role',
  ],
  ['second factors of nobody', 'accounts', { secondFactorRoles: ['MAYOR'] }, 'secondFactorRoles is not a list of OPERATOR'],
  ['official contacts in words', 'officialContacts', '1999', 'is not an object'],
  ['a part of the contacts nobody reads', 'officialContacts', { faxes: [] }, 'faxes is not a part of official contacts'],
  [
    'an official number with hyphens',
    'officialContacts',
    { phones: ['02-12345678'] },
    'phones is not a list of telephone numbers',
  ],
  ['an official address for a domain', 'officialContacts', { mailDomains: ['a@gov.tw'] }, 'mailDomains is not a list of domains'],
  ['surveys in words', 'survey', 'all', 'is not an object'],
  ['a member of the surveys nobody reads', 'survey', { rate: 5 }, 'rate is not a setting of surveys'],
  ['a rate above a hundred', 'survey', { percent: 101 }, 'percent is not a whole number from 0 to 100'],
  ['half a quiet day', 'survey', { quietDays: 0.5 }, 'quietDays is not a whole number'],
  ['a reminder after the end', 'survey', { remindAfterDays: 7 }, 'remindAfterDays is not a whole number from 0 to 6'],
  ['a window of no time', 'survey', { windowDays: 0, remindAfterDays: 0 }, 'windowDays is not a whole number from 1 to 30'],
  ['a reminder at the end', 'survey', { windowDays: 3 }, 'remindAfterDays is not a whole number from 0 to 2'],
  ['every score low', 'survey', { lowScore: 5 }, 'lowScore is not a whole number from 1 to 4'],
  ['no time to decide', 'survey', { reopenDecisionDays: 0 }, 'reopenDecisionDays is not a whole number from 1 to 30'],
  ['no attempt to call', 'survey', { callAttempts: 0 }, 'callAttempts is not a whole number from 1 to 10'],
  ['a claim of no time', 'survey', { callClaimMinutes: 0 }, 'callClaimMinutes is not a whole number from 1 to 120'],
  ['calls by nobody', 'survey', { calls: 'NOBODY' }, 'calls is not one of OPERATOR, VOICE_RESPONSE'],
  ['rates in a list', 'survey', { percentByCategory: [5] }, 'percentByCategory is not an object'],
  ['a rate in words', 'survey', { percentByCategory: { 'RD-001': '5' } }, 'percentByCategory RD-001 is not a whole number'],
  ['cases in words', 'cases', 'all', 'is not an object'],
  ['a member of the cases nobody reads', 'cases', { reopen: 5 }, 'reopen is not a setting of cases'],
  ['no day to reopen', 'cases', { reopenWithinDays: 0 }, 'reopenWithinDays is not a whole number from 1 to 3650'],
  ['a member nobody reads', 'bordermetres', 50, 'is not a setting of a city'],
])('%s is a problem', (_name, key, value, reason) => {
  expect(problemsOf(JSON.stringify({ ...GOOD, [key]: value }))).toEqual([
    expect.stringContaining(`city.json:1 ${key}: ${reason}`),
  ]);
});

test('what a pack says of surveys is read, and the rest is as usual', () => {
  const survey = { percent: 50, percentByCategory: { 'RD-001': 5 }, windowDays: 10, lowScore: 3, calls: 'VOICE_RESPONSE' };
  const { settings } = parseCitySettings('city.json', JSON.stringify({ ...GOOD, survey }));
  expect(settings?.survey).toEqual({
    ...survey,
    quietDays: 30,
    remindAfterDays: 3,
    calls: 'VOICE_RESPONSE',
    callAttempts: 3,
    callClaimMinutes: 10,
    reopenDecisionDays: 2,
  });
});

test('spans that overlap are a problem, named by the line of the member', () => {
  const text = JSON.stringify(
    {
      ...GOOD,
      officeHours: [
        { from: '08:30', to: '12:30' },
        { from: '12:00', to: '17:00' },
      ],
    },
    null,
    1,
  );
  expect(problemsOf(text)).toEqual([expect.stringMatching(/^city\.json:12 officeHours: span 2 does not run/)]);
});

test('every wrong member is named at once, and there are no settings', () => {
  const { settings, problems } = parseCitySettings('city.json', '{}');
  expect(settings).toBeNull();
  expect(problems.map(({ column }) => column).sort()).toEqual(Object.keys(GOOD).sort());
});

test.each([
  ['[]', 'city.json:1: is not a JSON object'],
  ['null', 'city.json:1: is not a JSON object'],
  ['', 'city.json:1: is not JSON'],
  ['{\n"code": "x",\n}', 'city.json:3: is not JSON'],
])('%j is a problem of the file', (text, problem) => {
  expect(problemsOf(text)).toEqual([expect.stringContaining(problem)]);
});

test('a byte order mark is tolerated', () => {
  expect(problemsOf(`\ufeff${JSON.stringify(GOOD)}`)).toEqual([]);
});

test('a case may be without a handler for a day, unless the city says otherwise', () => {
  const other = JSON.stringify({ ...GOOD, withoutHandlerHours: 48 });
  expect(parseCitySettings('city.json', other).settings).toMatchObject({ withoutHandlerHours: 48 });
  for (const wrong of [0, 1.5, 721, '8', null]) {
    expect(problemsOf(JSON.stringify({ ...GOOD, withoutHandlerHours: wrong }))).toEqual([
      expect.stringContaining('withoutHandlerHours: is not a whole number of hours from 1 to 720'),
    ]);
  }
});
