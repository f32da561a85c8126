import { type Problem, RowReader, type TableRow } from '../../../kernel/table.ts';
import type { SlaUnit } from '../../calendar/index.ts';
import type { Urgency } from '../../catalog/index.ts';
import {
  holds,
  type LadderRule,
  RECIPIENT_LEVELS,
  type ReminderLadder,
  type Repeat,
  type RingTime,
  type Rung,
  type StepName,
} from './reminder-ladder.ts';

/** Columns of `reminders.csv`; `note` is for the clerk and is not loaded. */
export const REMINDER_COLUMNS = [
  'ladder',
  'urgency',
  'unit',
  'hazard',
  'step',
  'when',
  'or_when',
  'again',
  'recipients',
  'note',
] as const;

const URGENCIES: readonly Urgency[] = ['P1', 'P2', 'P3', 'P4', 'P5'];
const UNITS: readonly SlaUnit[] = ['HOUR', 'WORKING_HOUR', 'WORKING_DAY', 'CALENDAR_DAY'];

/** The conditions are those of the ladder's first line. */
const CONDITIONS = ['urgency', 'unit', 'hazard'] as const;

interface Line {
  readonly line: number;
  readonly ladder: string;
  readonly conditions: Omit<LadderRule, 'rungs'>;
  /** As they are written, for comparison. */
  readonly written: string;
  readonly rung: Rung;
}

/** Reads and judges `reminders.csv`. The ladders are judged as a whole only when every row can be read. */
export function parseReminders(
  file: string,
  rows: readonly TableRow[],
): { readonly ladder: ReminderLadder; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const lines = rows.flatMap((row) => readLine(file, row, problems));
  const ladders = [...new Set(lines.map(({ ladder }) => ladder))].map((name) => lines.filter(({ ladder }) => ladder === name));
  const rules = ladders.map((of): LadderRule => ({ ...of[0]!.conditions, rungs: of.map(({ rung }) => rung) }));
  if (problems.length === 0) {
    const found = [...ladders.flatMap(ladderProblems), ...coverProblems(rules, ladders)];
    problems.push(...found.map((problem) => ({ file, ...problem })));
  }
  return { ladder: { rules }, problems };
}

function readLine(file: string, row: TableRow, problems: Problem[]): Line[] {
  const reader = new RowReader(file, row, problems);
  const urgencies = someOf(reader, 'urgency', URGENCIES);
  const units = someOf(reader, 'unit', UNITS);
  const hazard = row.get('hazard') === '' ? null : reader.flag('hazard');
  const line: Line = {
    line: row.line,
    ladder: reader.matching('ladder', /^[a-z][a-z0-9-]{0,30}$/, 'a name of small letters, digits and hyphens'),
    conditions: {
      ...(urgencies.length > 0 && { urgencies }),
      ...(units.length > 0 && { units }),
      ...(hazard !== null && { safetyHazard: hazard }),
    },
    written: CONDITIONS.map((column) => row.get(column)).join(),
    rung: readRung(reader, row),
  };
  return reader.ok ? [line] : [];
}

function readRung(reader: RowReader, row: TableRow): Rung {
  const step = reader.matching('step', /^(UNACCEPTED|EARLY_WARNING|DUE|OVERDUE_[1-9]|OVERDUE_DAILY)$/, STEP_SHAPE) as StepName;
  const ring = readWhen(reader, row, 'when') ?? { kind: 'AT_DUE' };
  const otherwise = row.get('or_when') === '' ? null : readWhen(reader, row, 'or_when');
  const repeat = readAgain(reader, row);
  const recipients = someOf(reader, 'recipients', RECIPIENT_LEVELS);
  if (recipients.length === 0) reader.report('recipients', 'is empty');
  if (reader.ok) judgeRung(reader, { step, ring, repeat });
  return { step, ring, ...(otherwise && { otherwise }), ...(repeat && { repeat }), recipients };
}

const STEP_SHAPE = 'UNACCEPTED, EARLY_WARNING, DUE, OVERDUE_1 to OVERDUE_9 or OVERDUE_DAILY';

/** Parts of a cell that stand in a list; empty for an empty cell. */
function someOf<const T extends string>(reader: RowReader, column: string, allowed: readonly T[]): T[] {
  const parts = reader.list(column);
  const strange = parts.find((part) => part !== '' && !allowed.some((known) => known === part));
  if (strange !== undefined) reader.report(column, `${JSON.stringify(strange)} is not one of ${allowed.join(', ')}`);
  return parts as T[];
}

const WHEN_SHAPE = 'AT_START, 50%, 1 WORKING_DAY BEFORE, AT_DUE, 60 MINUTE AFTER or 1 WORKING_DAY AFTER';

/** Of each way to say when: how it is written, and what the number in it means. */
const WHEN: readonly (readonly [RegExp, (number: number) => RingTime])[] = [
  [/^AT_START$/, () => ({ kind: 'AT_START' })],
  [/^AT_DUE$/, () => ({ kind: 'AT_DUE' })],
  [/^([1-9]\d?)%$/, (percent) => ({ kind: 'SHARE', percent })],
  [/^([1-9]\d?) WORKING_DAY BEFORE$/, (workingDays) => ({ kind: 'OPENING_BEFORE', workingDays })],
  [/^([1-9]\d?) WORKING_DAY AFTER$/, (workingDays) => ({ kind: 'OPENING_AFTER', workingDays })],
  [/^([1-9]\d{0,3}) MINUTE AFTER$/, (minutes) => ({ kind: 'MINUTES_AFTER', minutes })],
];

function readWhen(reader: RowReader, row: TableRow, column: 'when' | 'or_when'): RingTime | null {
  const text = row.get(column);
  for (const [pattern, toTime] of WHEN) {
    const match = pattern.exec(text);
    if (match) return toTime(Number(match[1]));
  }
  reader.report(column, `${JSON.stringify(text.slice(0, 40))} is not ${WHEN_SHAPE}`);
  return null;
}

/** Less than this would be a siren, not a reminder. */
const SHORTEST_MINUTES = 5;
const LONGEST_MINUTES = 1440;

function readAgain(reader: RowReader, row: TableRow): Repeat | null {
  const text = row.get('again');
  if (text === '') return null;
  if (text === 'EVERY WORKING_DAY') return { every: 'WORKING_DAY' };
  const minutes = Number(/^EVERY ([1-9]\d{0,3}) MINUTE$/.exec(text)?.[1] ?? 0);
  if (minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES) return { every: 'MINUTES', minutes };
  reader.report('again', `is not EVERY WORKING_DAY or EVERY n MINUTE with n from ${SHORTEST_MINUTES} to ${LONGEST_MINUTES}`);
  return null;
}

/** What may say when of which step: a warning comes before the due instant, what is overdue after it. */
const TIMES: Readonly<Record<string, readonly RingTime['kind'][]>> = {
  UNACCEPTED: ['AT_START'],
  EARLY_WARNING: ['SHARE', 'OPENING_BEFORE'],
  DUE: ['AT_DUE'],
};
const AFTERWARDS: readonly RingTime['kind'][] = ['MINUTES_AFTER', 'OPENING_AFTER'];

function judgeRung(reader: RowReader, { step, ring, repeat }: { step: StepName; ring: RingTime; repeat: Repeat | null }): void {
  if (!(TIMES[step] ?? AFTERWARDS).includes(ring.kind)) reader.report('when', `is not a time for ${step}`);
  const wrong = step === 'UNACCEPTED' || step === 'OVERDUE_DAILY' ? wrongRepeat(step, repeat) : wrongEnd(step, repeat);
  if (wrong !== null) reader.report('again', wrong);
}

function wrongRepeat(step: StepName, repeat: Repeat | null): string | null {
  if (repeat === null) return `is empty, but ${step} goes on`;
  return step === 'OVERDUE_DAILY' && repeat.every === 'MINUTES' ? 'OVERDUE_DAILY goes on EVERY WORKING_DAY' : null;
}

const wrongEnd = (step: StepName, repeat: Repeat | null): string | null =>
  repeat === null ? null : `only UNACCEPTED and OVERDUE_DAILY go on, ${step} rings once`;

type Found = Omit<Problem, 'file'>;

/** One ladder: the same conditions on every line, each step once and in its order, one at the due instant. */
function ladderProblems(lines: readonly Line[]): Found[] {
  const [first] = lines as readonly [Line];
  const problems: Found[] = lines
    .filter(({ written }) => written !== first.written)
    .map(({ line }) => ({ line, column: 'ladder', reason: `${first.ladder} has other conditions on line ${first.line}` }));
  let highest = -1;
  for (const { line, rung } of lines) {
    const rank = rankOf(rung.step);
    if (rank <= highest)
      problems.push({ line, column: 'step', reason: `${rung.step} comes twice or too late in ${first.ladder}` });
    highest = Math.max(highest, rank);
  }
  if (!lines.some(({ rung }) => rung.step === 'DUE')) {
    problems.push({ line: first.line, column: 'ladder', reason: `${first.ladder} has no step DUE` });
  }
  return problems;
}

const RANKS: Readonly<Record<string, number>> = { UNACCEPTED: 0, EARLY_WARNING: 1, DUE: 2, OVERDUE_DAILY: 100 };

const rankOf = (step: StepName): number => RANKS[step] ?? 2 + Number(step.slice('OVERDUE_'.length));

/** Every deadline there can be has a ladder, and every ladder is some deadline's. */
function coverProblems(rules: readonly LadderRule[], ladders: readonly (readonly Line[])[]): Found[] {
  const used = new Set<number>();
  const problems: Found[] = [];
  for (const unit of UNITS) {
    for (const urgency of URGENCIES) {
      for (const safetyHazard of [true, false]) {
        const at = rules.findIndex((rule) => holds(rule, { unit, urgency, safetyHazard }));
        const which = `${urgency} ${unit}, ${safetyHazard ? 'a hazard' : 'no hazard'}`;
        if (at < 0) problems.push({ line: 1, column: 'ladder', reason: `there is none for ${which}` });
        used.add(at);
      }
    }
  }
  const idle = ladders.filter((_, at) => !used.has(at)).map(([first]) => first!);
  return [
    ...problems.slice(0, 1),
    ...idle.map(({ line, ladder }) => ({
      line,
      column: 'ladder',
      reason: `${ladder} is never used: those above take all its cases`,
    })),
  ];
}
