/** The commands that may be given to a list. */
export const BULK_COMMANDS = ['accept', 'assign', 'note', 'approve-reply'] as const;
export type BulkCommand = (typeof BULK_COMMANDS)[number];

/** What became of one case: as the command alone would have been answered, 200 or why not. */
export interface BulkResult {
  readonly caseNo: string;
  readonly status: number;
  /** Of the refusal; null when it was done. */
  readonly code: string | null;
  readonly detail: string | null;
  /** After the command; null when it was refused. */
  readonly version: number | null;
}
