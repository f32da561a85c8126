import type { Counts, Totals } from './tally.ts';

/** A replay from its first row to its last, or to where it stopped. */
export interface Summary extends Totals {
  readonly file: string;
  readonly url: string;
  readonly city: string;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** Why it ended before the last row; null when it did not. */
  readonly stopped: string | null;
  /** The file with the rows that were not registered; null when all were. */
  readonly rejects: string | null;
}

const MOST_AGENCIES = 20;
const INDENT = '  ';

/** Whether every row was registered, was there already, or was rejected with a reason, and none went where it does not belong. */
export const isComplete = ({ stopped, failed, violations }: Summary): boolean =>
  stopped === null && failed.rows === 0 && violations.cases === 0;

/** The summary for a reader, one line per figure. */
export function summaryText(summary: Summary): string {
  const { rows, takenIn, alreadyThere, dispatched, triage, rejected, failed } = summary;
  return [
    `${summary.file} → ${summary.url} (${summary.city})`,
    ...(summary.stopped === null ? [] : [`STOPPED: ${summary.stopped}. Run it again to go on; nothing is registered twice.`]),
    '',
    figure('rows read', rows),
    figure('taken in', takenIn),
    figure('already there', alreadyThere),
    figure('rejected', rejected.rows, summary.rejects === null ? '' : `see ${summary.rejects}`),
    ...reasons(rejected.reasons),
    ...(failed.rows === 0 ? [] : [figure('failed', failed.rows, 'the server made a mistake'), ...reasons(failed.reasons)]),
    '',
    figure('dispatched', dispatched, share(dispatched, takenIn)),
    ...agencies(summary),
    figure('to triage', triage.cases, share(triage.cases, takenIn)),
    ...reasons(triage.reasons),
    '',
    figure('conflicts of place', summary.place.conflicts, 'the named district decided'),
    figure('doubtful points', summary.place.doubtfulPoints),
    ...reasons(summary.place.reasons),
    'category recognised by',
    ...reasons(summary.reading.category),
    'district recognised by',
    ...reasons(summary.reading.district),
    '',
    figure('wrongly sent', summary.violations.cases, 'to an agency or a district that is not theirs'),
    ...summary.violations.first.map(({ line, caseNo, reason }) => `${INDENT}line ${line}, ${caseNo}: ${reason}`),
    '',
    `${summary.seconds.toFixed(1)} s, ${summary.rowsPerSecond.toFixed(1)} rows per second`,
    '',
  ].join('\n');
}

function agencies({ agencies: all }: Summary): string[] {
  const shown = all.slice(0, MOST_AGENCIES).map(({ code, name, cases }) => entry(cases, `${code} ${name}`));
  const rest = all.slice(MOST_AGENCIES);
  const others = rest.reduce((sum, { cases }) => sum + cases, 0);
  return rest.length === 0 ? shown : [...shown, entry(others, `${rest.length} other agencies`)];
}

const reasons = (counts: Counts): string[] => Object.entries(counts).map(([code, count]) => entry(count, code));

const entry = (count: number, text: string): string => `${INDENT}${grouped(count).padStart(9)}  ${text}`;

const figure = (name: string, count: number, note = ''): string =>
  `${name.padEnd(20)}${grouped(count).padStart(9)}${note === '' ? '' : `  ${note}`}`;

const share = (part: number, whole: number): string =>
  whole === 0 ? '' : `${((100 * part) / whole).toFixed(2)} % of those taken in`;

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
