import { BadPageCursor, decodeCursor, isInstant, PageQuery } from '../../platform/http/index.ts';
import type { AttentionKind } from './attention-kinds.ts';
import { type AttentionCursor, type AttentionRow, MOST_COUNTED } from './attention.read-model.ts';

export class AttentionQuery extends PageQuery {}

/** One number that should be 0. */
export class AttentionNumberView {
  kind: AttentionKind;
  count: number;
  /** Counting stopped at `count`: there may be more. */
  more: boolean;
  /** Where the rows behind the number are. */
  rows: string;
}

export class AttentionView {
  at: string;
  items: AttentionNumberView[];
}

/** Enough to find what is in trouble; nothing about a person. */
export class AttentionRowView {
  /** Of the case, the request, the disaster, the message, what is to ring, what moves clocks; of reactions and jobs with their name. */
  id: string;
  caseNo: string | null;
  /** Since when it waits, or when it failed. */
  since: string;
  /** Status, agency, name, how far it came, text and reason, step or kind of an alarm, reaction, or job and attempts. */
  detail: string | null;
}

export const toNumberView = (kind: AttentionKind, count: number): AttentionNumberView => ({
  kind,
  count,
  more: count >= MOST_COUNTED,
  rows: `/api/v1/ops/attention/${kind}`,
});

export const toAttentionRowView = (row: AttentionRow, write: (at: Date) => string): AttentionRowView => ({
  id: row.id,
  caseNo: row.caseNo,
  since: write(row.since),
  detail: row.detail,
});

export const cursorOfAttention = ({ since, id }: AttentionRow): readonly string[] => [since.toISOString(), id];

/** @throws BadPageCursor */
export function toAttentionCursor(cursor: string | undefined): AttentionCursor | null {
  if (cursor === undefined) return null;
  const [since, id] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(since) || id.includes('\0')) throw new BadPageCursor();
  return { since: new Date(since), id };
}
