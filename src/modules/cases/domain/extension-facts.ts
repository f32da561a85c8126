import type { BilingualText } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/fact.ts';
import type { ApproverLevel } from '../../catalog/index.ts';

/** Instants are RFC 3339. */
export type CaseExtensionRequested = Fact<
  'case.extension_requested',
  {
    readonly requestId: string;
    readonly until: string;
    readonly dueAt: string;
    readonly days: number;
    readonly approver: ApproverLevel;
    /** The levels that may decide, from below. */
    readonly levels: readonly ApproverLevel[];
    readonly reasonCode: string;
    readonly reason: string;
    /** Of an account. */
    readonly requestedBy: string;
    /** That leads the case. */
    readonly agencyCode: string;
  }
>;
export type CaseExtensionApproved = Fact<
  'case.extension_approved',
  {
    readonly requestId: string;
    readonly until: string;
    readonly dueAt: string;
    readonly days: number;
    readonly reasonCode: string;
    readonly reasonText: BilingualText;
    readonly requestedBy: string;
    readonly note: string | null;
  }
>;
export type CaseExtensionRejected = Fact<
  'case.extension_rejected',
  { readonly requestId: string; readonly requestedBy: string; readonly note: string | null }
>;
/** Nobody decided before the case became due, or before it ended or went to another agency. */
export type CaseExtensionVoided = Fact<
  'case.extension_voided',
  { readonly requestId: string; readonly requestedBy: string; readonly because: 'TIME_OVER' | 'CASE_LEFT' }
>;
