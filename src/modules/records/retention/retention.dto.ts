import type { PipeTransform } from '@nestjs/common';
import { IsDefined, IsIn, IsOptional, isUUID } from 'class-validator';
import { type CivilDate, civilDate } from '../../../kernel/civil-date.ts';
import { BadPageCursor, decodeCursor, IsDay, IsFilled, IsText, PageQuery } from '../../../platform/http/index.ts';
import type { RetentionBatch } from './domain/retention-batch.ts';
import { RetentionBatchNotFound } from './domain/retention-errors.ts';
import type { ItemState, RetentionCount, RetentionItem } from './domain/retention-item.ts';
import type { Tombstone } from './domain/tombstone.ts';

const REASON = 500;
export const ITEM_STATES: readonly ItemState[] = ['DUE', 'EXCLUDED', 'DONE', 'LEFT'];

/** Reads the id of an address. @throws RetentionBatchNotFound when no batch can have it */
export class RetentionBatchId implements PipeTransform<string, string> {
  transform(typed: string): string {
    if (!isUUID(typed)) throw new RetentionBatchNotFound();
    return typed;
  }
}

export class PreviewRetentionDto {
  /** The day for which it is asked what is due: today or before. `YYYY-MM-DD`. */
  @IsDay()
  @IsDefined()
  asOf: string;
}

export class WithdrawRetentionDto {
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class RetentionCasesQuery extends PageQuery {
  @IsIn(ITEM_STATES)
  @IsOptional()
  state?: ItemState;
}

export class RetentionClassView {
  code: string;
  years: number;
  action: string;
  basis: string;
}

export class RetentionCountView {
  class: string;
  agencyCode: string | null;
  /** `DUE`, `EXCLUDED` when it was previewed, `DONE`, `LEFT` when its turn came. */
  state: string;
  /** Why they stay: `LEGAL_HOLD`, `OPEN`, `REFERENCED`, `SEALED_WITHOUT_DIGEST`, `NOT_DUE`, `ALREADY_DONE`. */
  reason: string | null;
  count: number;
}

/** Cases that are made anonymous together. */
export class RetentionBatchView {
  id: string;
  no: number;
  /** `PREVIEWED`, `APPROVED`, `RUNNING`, `DONE` or `WITHDRAWN`. */
  state: string;
  asOf: string;
  classes: RetentionClassView[];
  previewedBy: string;
  previewedAt: string;
  approvedBy: string | null;
  approvedAt: string | null;
  withdrawnBy: string | null;
  withdrawnAt: string | null;
  withdrawal: string | null;
  begunAt: string | null;
  finishedAt: string | null;
}

/** The same with how many cases it is about, and how far it has come. */
export class CountedRetentionBatchView extends RetentionBatchView {
  counts: RetentionCountView[];
}

export class RetentionCaseView {
  caseNo: string;
  class: string;
  categoryCode: string | null;
  agencyCode: string | null;
  closedAt: string | null;
  state: string;
  reason: string | null;
}

/** What is left of a case that was made anonymous. */
export class TombstoneView {
  caseNo: string;
  batchNo: number;
  class: string;
  categoryCode: string | null;
  agencyCode: string | null;
  /** The last one it had. */
  status: string;
  receivedOn: string;
  closedOn: string;
  anonymisedAt: string;
}

type Write = (at: Date) => string;

export const toAsOf = ({ asOf }: PreviewRetentionDto): CivilDate => civilDate(asOf);

export const toBatchView = (batch: RetentionBatch, write: Write): RetentionBatchView => shown(batch, write);

export const toCountedView = (
  batch: RetentionBatch,
  counts: readonly RetentionCount[],
  write: Write,
): CountedRetentionBatchView => ({ ...shown(batch, write), counts: counts.map((each) => ({ ...each })) });

/** A batch by what is shown of it. */
type Shown = { readonly [Part in keyof RetentionBatchView]: RetentionBatchView[Part] };

function shown(batch: RetentionBatch, write: Write): Shown {
  const { id, no, state, asOf, previewedBy, approvedBy, withdrawnBy, withdrawal } = batch;
  const at = (instant: Date | null): string | null => instant && write(instant);
  return {
    ...{ id, no, state, asOf, withdrawal },
    classes: batch.classes.map(({ code, years, action, basis }) => ({ code, years, action, basis })),
    previewedBy: previewedBy.name,
    previewedAt: write(batch.previewedAt),
    approvedBy: approvedBy?.name ?? null,
    approvedAt: at(batch.approvedAt),
    withdrawnBy: withdrawnBy?.name ?? null,
    withdrawnAt: at(batch.withdrawnAt),
    begunAt: at(batch.begunAt),
    finishedAt: at(batch.finishedAt),
  };
}

export const toRetentionCaseView = ({ caseId: _, closedAt, ...same }: RetentionItem, write: Write): RetentionCaseView => ({
  ...same,
  closedAt: closedAt && write(closedAt),
});

export const toTombstoneView = ({ caseId: _, batchId: __, anonymisedAt, ...same }: Tombstone, write: Write): TombstoneView => ({
  ...same,
  anonymisedAt: write(anonymisedAt),
});

/** @throws BadPageCursor */
export function toCaseCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const [caseId] = decodeCursor(cursor, 1) as [string];
  if (!isUUID(caseId)) throw new BadPageCursor();
  return caseId;
}
