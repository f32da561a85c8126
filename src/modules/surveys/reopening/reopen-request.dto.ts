import type { PipeTransform } from '@nestjs/common';
import { IsDefined, IsIn, IsOptional, isUUID } from 'class-validator';
import {
  type Answered,
  BadPageCursor,
  decodeCursor,
  IsFilled,
  isInstant,
  IsText,
  PageQuery,
} from '../../../platform/http/index.ts';
import { ReopenRequestNotFound } from './domain/reopen-errors.ts';
import { REOPEN_STATES, type ReopenReceipt, type ReopenState } from './domain/reopen-request.ts';
import type { ListedRequest, RequestCursor, RequestFilter } from './reopen-request.read-model.ts';

const TEXT = 2_000;
const CASE_NO = 40;

/** Reads the id of an address. @throws ReopenRequestNotFound when no request can have it */
export class ReopenRequestId implements PipeTransform<string, string> {
  transform(typed: string): string {
    if (!isUUID(typed)) throw new ReopenRequestNotFound();
    return typed;
  }
}

/** A citizen's "not fixed". */
export class RequestReopeningDto {
  /** What is still wrong. */
  @IsText(TEXT)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class DecideReopeningDto {
  /** Why; after a rejection the petitioner reads it. */
  @IsText(TEXT)
  @IsFilled()
  @IsDefined()
  note: string;
}

export class ReopenRequestQuery extends PageQuery {
  /** `OPEN` when left out. */
  @IsIn(REOPEN_STATES)
  @IsOptional()
  state?: ReopenState;

  @IsText(CASE_NO)
  @IsOptional()
  caseNo?: string;
}

/** What the citizen is told: that it was taken, and until when the city decides. */
export class ReopenReceiptView {
  requestedAt: string;
  dueAt: string;
}

export class ReopenRequestView {
  id: string;
  caseNo: string;
  subject: string;
  agencyCode: string | null;
  petitionNo: string;
  /** Which closing of the case is not accepted: 1 for the first. */
  closing: number;
  overall: number;
  reason: string;
  state: string;
  requestedAt: string;
  /** The last instant at which a decision is on time. */
  dueAt: string;
  overdue: boolean;
  decidedAt: string | null;
  note: string | null;
}

export const toReopenReceipt = (
  { answer, ...same }: Answered<ReopenReceipt>,
  write: (at: Date) => string,
): Answered<ReopenReceiptView> => ({
  ...same,
  answer: { requestedAt: write(new Date(answer.requestedAt)), dueAt: write(new Date(answer.dueAt)) },
});

export const toRequestFilter = ({ state, caseNo }: ReopenRequestQuery): RequestFilter => ({
  state: state ?? 'OPEN',
  caseNo: caseNo?.trim() || null,
});

/** Once late, a decision stays late. */
export const toReopenRequestView = (request: ListedRequest, now: Date, write: (at: Date) => string): ReopenRequestView => ({
  ...request,
  requestedAt: write(request.requestedAt),
  dueAt: write(request.dueAt),
  overdue: (request.decidedAt ?? now) > request.dueAt,
  decidedAt: request.decidedAt && write(request.decidedAt),
});

export const cursorOfRequest = ({ dueAt, id }: ListedRequest): readonly string[] => [dueAt.toISOString(), id];

/** @throws BadPageCursor */
export function toRequestCursor(cursor: string | undefined): RequestCursor | null {
  if (cursor === undefined) return null;
  const [dueAt, id] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(dueAt) || !isUUID(id)) throw new BadPageCursor();
  return { dueAt: new Date(dueAt), id };
}
