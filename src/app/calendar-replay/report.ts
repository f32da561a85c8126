import { toRfc3339 } from '../../kernel/civil-date.ts';
import { type Check, holds, movesOf } from './checks.ts';
import type { OpenedCase, Played, Taken } from './play-calendar.ts';

const MOST_SHOWN = 5;

/** What each file did, and what was checked. */
export function reportOf({ taken, cases }: Played, checks: readonly Check[], timeZone: string): string {
  const letters = new Map(cases.map((one) => [one.caseNo, one.letter]));
  return [...taken.flatMap((one) => fileLines(one, letters, timeZone)), '', ...checks.flatMap(checkLines), ''].join('\n');
}

type Letters = ReadonlyMap<string, OpenedCase['letter']>;

function fileLines(taken: Taken, letters: Letters, timeZone: string): string[] {
  const { file, preview, calendarVersion, before, after } = taken;
  const moves = movesOf(taken);
  const excused = [...before.values()].filter(
    ({ caseNo, overdueSince }) => overdueSince?.getTime() !== after.get(caseNo)!.overdueSince?.getTime(),
  );
  const write = (at: Date): string => toRfc3339(at, timeZone).slice(0, 16);
  return [
    '',
    `${file.takenOn}  ${file.name}  (${file.encoding})`,
    `  calendar version ${calendarVersion}; days changed: ${preview.days.length === 0 ? 'none' : preview.days.join(', ')}`,
    `  ${before.size} open cases: ${preview.moved} would move by the preview, ${moves.length} moved; ${excused.length} excused from being late`,
    ...moves.map(({ caseNo, before: was, after: is }) => {
      const { level, receivedOn } = letters.get(caseNo)!;
      return `    ${caseNo}  ${level.value} ${level.unit} from ${receivedOn}: ${write(was)} → ${write(is)}`;
    }),
  ];
}

function checkLines(check: Check): string[] {
  const { text, looked, against } = check;
  const shown = against.slice(0, MOST_SHOWN).map((line) => `      ${line}`);
  const more = against.length > MOST_SHOWN ? [`      and ${against.length - MOST_SHOWN} more`] : [];
  return [`  ${holds(check) ? '✓' : '✗'} ${text} (${looked})`, ...shown, ...more];
}
