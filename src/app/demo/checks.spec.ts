import type { CaseAnswer, MessageAnswer, ReminderAnswer, SurveyAnswer } from './answers.ts';
import { checksOf, holds } from './checks.ts';
import type { CaseFile, Outcome } from './outcome.ts';

const AT = '2026-07-06T09:00:00.000+08:00';
const DUE = '2026-07-08T17:30:00.000+08:00';

const found = {
  caseNo: 'C1',
  status: 'CLOSED',
  leadAgency: { code: 'A', name: 'A' },
  dueAt: DUE,
  mergedInto: null,
} as CaseAnswer;
const closed = { at: AT, type: 'case.closed', actor: { kind: 'STAFF', name: 'A' }, data: {} };
const file: CaseFile = {
  case: found,
  events: [closed],
  petitions: [{ petitionNo: 'P1', channel: 'HOTLINE', registeredAt: AT }],
  clock: {
    dueAt: DUE,
    ledger: [{ kind: 'START', at: AT, dueAt: DUE }],
    days: [{ date: DUE.slice(0, 10), text: { 'zh-TW': '' } }],
  },
};
const reply = { template: 'reply', petitionNo: 'P1' } as MessageAnswer;
const rang: ReminderAnswer = {
  caseNo: 'C1',
  step: 'DUE',
  dueAt: DUE,
  sentAt: DUE,
  recipients: [{ username: 'h', level: 'HANDLER' }],
};
const survey = { petitionNo: 'P1', closing: 1 } as SurveyAnswer;

const GOOD: Outcome = {
  timeZone: 'Asia/Taipei',
  taken: [{ petitionNo: 'P1', caseNo: 'C1', channel: 'HOTLINE', contact: 'p@example.org', number: 1 }],
  typhoon: { previewed: 2, moved: 2, job: { state: 'DONE', done: 3, total: 3 } },
  refusals: [],
  notable: [],
  files: new Map([['C1', file]]),
  reminders: [rang],
  messages: [reply],
  surveys: [survey],
  reopenRequests: [],
  attention: { items: [{ kind: 'ALARMS_LATE', count: 0, more: false }] },
};

const withFile = (changes: Partial<CaseFile>): Partial<Outcome> => ({ files: new Map([['C1', { ...file, ...changes }]]) });

test('a week in which all is well passes every check', () => {
  expect(checksOf(GOOD).filter((check) => !holds(check))).toEqual([]);
});

test.each<[string, Partial<Outcome>, string]>([
  ['something was refused', { refusals: ['POST /x: 500'] }, 'accepted'],
  ['a petition is on no case', withFile({ petitions: [] }), 'its case'],
  ['a case is on nobody’s desk', withFile({ case: { ...found, leadAgency: null } }), 'has an agency'],
  ['somebody was reminded twice', { reminders: [rang, rang] }, 'reminded twice'],
  [
    'a daily reminder came twice on one day',
    { reminders: [1, 2].map(() => ({ ...rang, step: 'OVERDUE_DAILY' })) },
    'reminded twice',
  ],
  ['nobody wrote to the petitioner', { messages: [] }, 'One reply'],
  ['somebody wrote twice', { messages: [reply, reply] }, 'One reply'],
  ['somebody was asked twice', { surveys: [survey, survey] }, 'asked twice'],
  ['the clock says another day', withFile({ case: { ...found, dueAt: AT } }), 'due instant of the case'],
  ['its days end too early', withFile({ clock: { ...file.clock, days: [] } }), 'due instant of the case'],
  ['an extension is in no ledger', withFile({ events: [closed, { ...closed, type: 'case.extension_approved' }] }), 'extension'],
  ['the preview was wrong', { typhoon: { ...GOOD.typhoon!, moved: 3 } }, 'typhoon'],
  ['a clock was left out', { typhoon: { ...GOOD.typhoon!, job: { state: 'DONE', done: 2, total: 3 } } }, 'typhoon'],
  ['no typhoon came', { typhoon: null }, 'typhoon'],
  ['an alarm is late', { attention: { items: [{ kind: 'ALARMS_LATE', count: 1, more: false }] } }, 'No alarm late'],
])('when %s, it is told by one check and no other', (_, changes, words) => {
  const failed = checksOf({ ...GOOD, ...changes }).filter((check) => !holds(check));
  expect(failed).toHaveLength(1);
  expect(failed[0]!.text).toContain(words);
});

test('a daily reminder on another day is another one', () => {
  const daily = ['2026-07-09', '2026-07-10'].map((day) => ({
    ...rang,
    step: 'OVERDUE_DAILY',
    sentAt: `${day}T08:30:00.000+08:00`,
  }));
  expect(checksOf({ ...GOOD, reminders: daily }).every(holds)).toBe(true);
});
