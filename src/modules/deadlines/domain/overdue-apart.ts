import type { ClockReading } from './clock-ledger.ts';

/**
 * Since when a case is overdue that answers for another one no more: since it was before, or since its own time was over. What only the
 * other one's earlier receipt made of it goes with that one.
 *
 * @param reading of the ledger whose last entry has taken the other one away
 * @param since   what the case says
 */
export function overdueApart(reading: ClockReading, since: Date | null, at: Date): Date | null {
  const before = overdueBefore(reading);
  if (since === null || before === undefined) return since;
  return before ?? (reading.isOverdue(at) ? reading.dueAt : null);
}

/** Since when the case was overdue when its time was first counted from earlier than now; undefined when it was not, or it is not known. */
function overdueBefore({ lines, startedAt }: ClockReading): Date | null | undefined {
  let before: Date | null | undefined;
  for (const { entry } of lines.slice(0, -1)) {
    if (entry.kind === 'START' || entry.kind === 'UNMERGE') before = undefined;
    if (entry.kind === 'MERGE' && entry.startedAt < startedAt && before === undefined) before = entry.overdueSince;
  }
  return before;
}
