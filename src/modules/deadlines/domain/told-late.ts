import { isOrdered } from './clock-entry.ts';
import type { ClockReading } from './clock-ledger.ts';

/** When something that is told late takes effect: not before the ledger's last line. */
export const atLast = ({ lines }: ClockReading, at: Date): Date => {
  const last = lines.findLast(({ entry }) => isOrdered(entry))!.entry.at;
  return last > at ? last : at;
};

/** When the clock began to run for the last time. */
export const begunAt = ({ lines }: ClockReading): Date => lines.findLast(({ entry }) => entry.kind === 'START')!.entry.at;

export const hasPausedSince = ({ lines }: ClockReading, at: Date): boolean =>
  lines.some(({ entry }) => entry.kind === 'PAUSE' && isOrdered(entry) && entry.at >= at);
