import { problemText } from '../../../kernel/table.ts';
import { readCsv } from '../../../platform/csv/index.ts';
import {
  APPROVAL_COLUMNS,
  LEGAL_REMEDY_COLUMNS,
  parseApprovals,
  parseLegalRemedies,
  parseReplyTemplates,
  REPLY_TEMPLATE_COLUMNS,
} from './reply-book.ts';

const known = { agencies: new Set(['ROADS']), categories: new Set(['RD-001']), groups: new Set(['RD']) };
const approvals = (text: string) =>
  parseApprovals('approvals.csv', readCsv('approvals.csv', `${APPROVAL_COLUMNS.join()}\n${text}`, APPROVAL_COLUMNS).rows, known);
const remedies = (text: string) =>
  parseLegalRemedies('r.csv', readCsv('r.csv', `${LEGAL_REMEDY_COLUMNS.join()}\n${text}`, LEGAL_REMEDY_COLUMNS).rows, known);
const templates = (text: string) =>
  parseReplyTemplates('t.csv', readCsv('t.csv', `${REPLY_TEMPLATE_COLUMNS.join()}\n${text}`, REPLY_TEMPLATE_COLUMNS).rows, known);

test('an empty cell stands for any', () => {
  const { entries, problems } = approvals('ROADS,,RD,2\n,RD-001,,1\n,,,0\n');
  expect(problems).toEqual([]);
  expect(entries).toEqual([
    { agencyCode: 'ROADS', categoryCode: null, categoryGroup: 'RD', levels: 2 },
    { agencyCode: null, categoryCode: 'RD-001', categoryGroup: null, levels: 1 },
    { agencyCode: null, categoryCode: null, categoryGroup: null, levels: 0 },
  ]);
});

test.each([
  ['an agency that is not there', 'PARKS,,,1', 'approvals.csv:2 agency: there is no PARKS'],
  ['a category that is not there', ',RD-009,,1', 'approvals.csv:2 category: there is no RD-009'],
  ['a group that is not there', ',,RX,1', 'approvals.csv:2 category_group: there is no RX'],
  ['three levels', ',,,3', 'approvals.csv:2 levels: "3" is not one of 0, 1, 2'],
  [
    'a group beside a category',
    ',RD-001,RD,1',
    'approvals.csv:2 category_group: names a group beside a category, which has one already',
  ],
  ['the same twice', ',,RD,1\n,,RD,2', 'approvals.csv:3 agency: * * RD stands on line 2 already'],
])('%s is named', (_, text, problem) => {
  expect(approvals(text).problems.map(problemText)).toEqual([problem]);
});

test('a text on appeal names the categories and groups that need one', () => {
  expect(remedies('APPEAL,RD-001;RD,訴願,Appeal\n').entries).toEqual([
    { code: 'APPEAL', requiredFor: ['RD-001', 'RD'], text: { 'zh-TW': '訴願', en: 'Appeal' } },
  ]);
  expect(remedies('APPEAL,RX,訴願,\n').problems.map(problemText)).toEqual([
    'r.csv:2 required_for: there is no RX',
    'r.csv:2 text_en: is empty',
  ]);
});

test('a template has a code of its own, and both languages', () => {
  expect(templates('SEEN,,已勘查,Seen\n').entries).toEqual([
    { code: 'SEEN', categoryCode: null, text: { 'zh-TW': '已勘查', en: 'Seen' } },
  ]);
  expect(templates('SEEN,,已勘查,Seen\nSEEN,RD-001,另一,Other\n').problems.map(problemText)).toEqual([
    't.csv:3 code: SEEN stands on line 2 already',
  ]);
  expect(templates('seen,RX,,Seen\n').problems).toHaveLength(3);
});
