import { IsDefined } from 'class-validator';
import { IsFilled, IsText } from '../../../platform/http/index.ts';
import type { NamedView } from '../case-view.dto.ts';

const REASON = 2_000;
const CODE = 40;

export class SetParentDto {
  /** The case that is to wait for this one. */
  @IsText(CODE)
  @IsFilled()
  @IsDefined()
  parentCaseNo: string;

  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class ClearParentDto {
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

/** One child of a case. */
export class ChildView {
  /** Null when the caller may not read the child. */
  caseNo: string | null;
  status: string;
  category: NamedView | null;
  leadAgency: NamedView | null;
  dueAt: string;
  /** Whether the child may take longer than its parent, which cannot be closed before it. */
  dueAfterParent: boolean;
  closedAt: string | null;
}
