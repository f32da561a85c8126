import { isComplete, type Summary, summaryText } from './summary.ts';

const summary = (changes: Partial<Summary> = {}): Summary => ({
  file: 'cases.csv',
  url: 'http://127.0.0.1:3000',
  city: 'north',
  stopped: null,
  seconds: 12.34,
  rowsPerSecond: 100.4,
  rejects: 'cases.rejects.csv',
  rows: 1_234_567,
  takenIn: 1_000,
  alreadyThere: 2,
  dispatched: 987,
  dispatchedShare: 0.987,
  agencies: Array.from({ length: 22 }, (_, i) => ({ code: `A${i}`, name: '機關', cases: 50 - i })),
  triage: { cases: 13, reasons: { 'category.missing': 13 } },
  place: { conflicts: 5, doubtfulPoints: 7, reasons: { 'place.district_conflict': 5 } },
  reading: { category: { item: 1_000 }, district: { NAME: 1_000 } },
  violations: { cases: 0, first: [] },
  rejected: { rows: 3, reasons: { 'row.unreadable': 3 } },
  failed: { rows: 0, reasons: {} },
  ...changes,
});

const lines = (changes: Partial<Summary> = {}): string[] =>
  summaryText(summary(changes))
    .split('\n')
    .map((line) => line.trim().replace(/ +/g, ' '));

test('the figures are told line by line', () => {
  expect(lines()).toEqual(
    expect.arrayContaining([
      'cases.csv → http://127.0.0.1:3000 (north)',
      'rows read 1,234,567',
      'taken in 1,000',
      'already there 2',
      'rejected 3 see cases.rejects.csv',
      '3 row.unreadable',
      'dispatched 987 98.70 % of those taken in',
      'to triage 13 1.30 % of those taken in',
      '13 category.missing',
      'conflicts of place 5 the named district decided',
      'doubtful points 7',
      'wrongly sent 0 to an agency or a district that is not theirs',
      '12.3 s, 100.4 rows per second',
    ]),
  );
  expect(lines().join('\n')).not.toMatch(/STOPPED|failed/);
});

test('twenty agencies are named, the others are summed up', () => {
  expect(lines()).toContain('50 A0 機關');
  expect(lines()).toContain('31 A19 機關');
  expect(lines().join('\n')).not.toContain('A20');
  expect(lines()).toContain('59 2 other agencies');
});

test('a replay that stopped says why and how to go on', () => {
  expect(lines({ stopped: 'the server does not answer' })[1]).toBe(
    'STOPPED: the server does not answer. Run it again to go on; nothing is registered twice.',
  );
});

test('rows that failed and rows that were sent wrongly are shown', () => {
  const violations = { cases: 1, first: [{ line: 7, caseNo: 'C-1', reason: 'A0 does not serve S' }] };
  const shown = lines({ violations, failed: { rows: 2, reasons: { 'internal.error': 2 } } });
  expect(shown).toContain('line 7, C-1: A0 does not serve S');
  expect(shown).toContain('failed 2 the server made a mistake');
  expect(shown).toContain('2 internal.error');
});

test.each([
  ['only rejected rows', {}, true],
  ['a stop', { stopped: 'it was interrupted' }, false],
  ['a failed row', { failed: { rows: 1, reasons: {} } }, false],
  ['a row sent wrongly', { violations: { cases: 1, first: [] } }, false],
])('with %s the replay is complete: %j → %j', (_name, changes, complete) => {
  expect(isComplete(summary(changes))).toBe(complete);
});
