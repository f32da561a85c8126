import { problemText } from '../../../kernel/table.ts';
import { readCsv } from '../../../platform/csv/index.ts';
import { parseReminders, REMINDER_COLUMNS } from './reminder-csv.ts';

const HEADER = REMINDER_COLUMNS.join(',');
const GOOD = [
  'danger,P1;P2,HOUR,Y,UNACCEPTED,AT_START,,EVERY 15 MINUTE,DUTY_DESK,',
  'danger,P1;P2,HOUR,Y,DUE,AT_DUE,,,HANDLER;DUTY_DESK,',
  'danger,P1;P2,HOUR,Y,OVERDUE_1,60 MINUTE AFTER,,,AGENCY_SUPERVISOR,',
  'office,,,,EARLY_WARNING,1 WORKING_DAY BEFORE,50%,,HANDLER,',
  'office,,,,DUE,AT_DUE,,,HANDLER;DEPUTY,',
  'office,,,,OVERDUE_1,2 WORKING_DAY AFTER,,,AGENCY_HEAD,',
  'office,,,,OVERDUE_DAILY,3 WORKING_DAY AFTER,,EVERY WORKING_DAY,CITY_SUPERVISOR,',
];

function parse(lines: readonly string[]): ReturnType<typeof parseReminders> {
  const { rows } = readCsv('reminders.csv', `${[HEADER, ...lines].join('\n')}\n`, REMINDER_COLUMNS);
  return parseReminders('reminders.csv', rows);
}

const problemsOf = (lines: readonly string[]): string[] => parse(lines).problems.map(problemText);

test('a ladder has its conditions and its rungs in the order of the file', () => {
  const { ladder, problems } = parse(GOOD);
  expect(problems).toEqual([]);
  expect(ladder.rules).toEqual([
    {
      urgencies: ['P1', 'P2'],
      units: ['HOUR'],
      safetyHazard: true,
      rungs: [
        {
          step: 'UNACCEPTED',
          ring: { kind: 'AT_START' },
          repeat: { every: 'MINUTES', minutes: 15 },
          recipients: ['DUTY_DESK'],
        },
        { step: 'DUE', ring: { kind: 'AT_DUE' }, recipients: ['HANDLER', 'DUTY_DESK'] },
        { step: 'OVERDUE_1', ring: { kind: 'MINUTES_AFTER', minutes: 60 }, recipients: ['AGENCY_SUPERVISOR'] },
      ],
    },
    {
      rungs: [
        {
          step: 'EARLY_WARNING',
          ring: { kind: 'OPENING_BEFORE', workingDays: 1 },
          otherwise: { kind: 'SHARE', percent: 50 },
          recipients: ['HANDLER'],
        },
        { step: 'DUE', ring: { kind: 'AT_DUE' }, recipients: ['HANDLER', 'DEPUTY'] },
        { step: 'OVERDUE_1', ring: { kind: 'OPENING_AFTER', workingDays: 2 }, recipients: ['AGENCY_HEAD'] },
        {
          step: 'OVERDUE_DAILY',
          ring: { kind: 'OPENING_AFTER', workingDays: 3 },
          repeat: { every: 'WORKING_DAY' },
          recipients: ['CITY_SUPERVISOR'],
        },
      ],
    },
  ]);
});

test.each<[string, number, readonly [string, string], string]>([
  ['an unknown urgency', 2, ['P1;P2', 'P1;P9'], 'urgency: "P9" is not one of P1, P2, P3, P4, P5'],
  ['an unknown unit', 2, ['HOUR', 'HOURS'], 'unit: "HOURS" is not one of'],
  ['a hazard that is neither Y nor N', 2, [',Y,', ',?,'], 'hazard: "?" is not one of Y, N'],
  ['an unknown step', 3, [',DUE,', ',LATE,'], 'step: "LATE" is not UNACCEPTED, EARLY_WARNING'],
  ['a time nobody can read', 3, ['AT_DUE', 'SOON'], 'when: "SOON" is not AT_START, 50%'],
  ['no share at all', 5, ['50%', '0%'], 'or_when: "0%" is not'],
  ['the whole time', 5, ['50%', '100%'], 'or_when: "100%" is not'],
  ['an unknown recipient', 6, ['DEPUTY', 'MAYOR'], 'recipients: "MAYOR" is not one of HANDLER'],
  ['nobody to remind', 7, ['AGENCY_HEAD', ''], 'recipients: is empty'],
  ['a warning after the end', 5, ['1 WORKING_DAY BEFORE', '1 WORKING_DAY AFTER'], 'when: is not a time for EARLY_WARNING'],
  ['an overdue step before the end', 7, ['2 WORKING_DAY AFTER', '50%'], 'when: is not a time for OVERDUE_1'],
  ['a daily step that does not go on', 8, ['EVERY WORKING_DAY', ''], 'again: is empty, but OVERDUE_DAILY goes on'],
  ['a single step that goes on', 6, ['AT_DUE,,', 'AT_DUE,,EVERY WORKING_DAY'], 'again: only UNACCEPTED and OVERDUE_DAILY go on'],
  ['a siren', 2, ['15 MINUTE', '1 MINUTE'], 'again: is not EVERY WORKING_DAY or EVERY n MINUTE with n from 5 to 1440'],
  ['other conditions in one ladder', 3, ['P1;P2', 'P1'], 'ladder: danger has other conditions on line 2'],
  ['a step twice', 7, ['OVERDUE_1', 'DUE'], 'when: is not a time for DUE'],
])('%s is named with its line', (_, line, [good, bad], reason) => {
  const lines = GOOD.map((text, at) => (at === line - 2 ? text.replace(good, bad) : text));
  expect(problemsOf(lines)).toEqual([expect.stringMatching(new RegExp(`^reminders\\.csv:${line} `))]);
  expect(problemsOf(lines)[0]).toContain(reason);
});

test('steps stand in the order in which they ring, each once', () => {
  const swapped = [...GOOD.slice(0, 5), GOOD[6]!, GOOD[5]!];
  expect(problemsOf(swapped)).toEqual(['reminders.csv:8 step: OVERDUE_1 comes twice or too late in office']);
  expect(problemsOf([...GOOD.slice(0, 5), GOOD[4]!])).toEqual(['reminders.csv:7 step: DUE comes twice or too late in office']);
});

test('a ladder rings when time is up', () => {
  expect(problemsOf(GOOD.filter((line) => !line.startsWith('office,,,,DUE')))).toEqual([
    'reminders.csv:5 ladder: office has no step DUE',
  ]);
});

test('every case has a ladder, and every ladder a case', () => {
  expect(problemsOf(GOOD.slice(0, 3))).toEqual(['reminders.csv:1 ladder: there is none for P1 HOUR, no hazard']);
  expect(problemsOf([...GOOD.slice(3), ...GOOD.slice(0, 3)])).toEqual([
    'reminders.csv:6 ladder: danger is never used: those above take all its cases',
  ]);
  expect(problemsOf([])).toEqual([expect.stringContaining('there is none for')]);
});
