import { IsDefined, IsOptional } from 'class-validator';
import { IsFilled, IsInstantOrDay, IsText } from '../../../platform/http/index.ts';
import type { ExtensionRow } from './extension.read-model.ts';

const REASON = 2_000;
const CODE = 40;

export class RequestExtensionDto {
  /** An instant, or a day: then its closing hour. */
  @IsInstantOrDay()
  @IsDefined()
  until: string;

  /** One of the city's reasons (`extension_reasons.csv`); the petitioner is told its words. */
  @IsText(CODE)
  @IsFilled()
  @IsDefined()
  reasonCode: string;

  /** For whoever decides. */
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class DecideExtensionDto {
  @IsText(REASON)
  @IsOptional()
  note?: string | null;
}

export class DeciderView {
  id: string;
  displayName: string;
}

/** One request for more time. */
export class ExtensionView {
  id: string;
  /** `OPEN`, `APPROVED`, `REJECTED`, or `VOID`: nobody decided before the case became due, ended or went to another agency. */
  state: string;
  until: string;
  /** The due instant when it was asked. */
  fromDueAt: string;
  /** The due instant that an approval gives. */
  dueAt: string;
  /** Calendar days by which the due day moves. */
  days: number;
  /** The lowest level that may approve it. */
  approver: string;
  reasonCode: string;
  reason: string;
  requestedBy: DeciderView;
  requestedAt: string;
  decidedBy: DeciderView | null;
  decidedAt: string | null;
  note: string | null;
}

export const toExtensionView = (
  { id, days, approver, reasonCode, reason, requestedBy, decidedBy, note, ...row }: ExtensionRow,
  write: (at: Date) => string,
): ExtensionView => ({
  id,
  state: row.state,
  until: write(row.until),
  fromDueAt: write(row.fromDueAt),
  dueAt: write(row.dueAt),
  days,
  approver,
  reasonCode,
  reason,
  requestedBy: { ...requestedBy },
  requestedAt: write(row.requestedAt),
  decidedBy: decidedBy && { ...decidedBy },
  decidedAt: row.decidedAt && write(row.decidedAt),
  note,
});
