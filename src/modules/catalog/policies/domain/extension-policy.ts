import type { BilingualText } from '../../../../kernel/errors.ts';

/** Who may approve an extension, the lowest first; `AGENCY_HEAD` is the supervisor of the body above the agency. */
export const APPROVER_LEVELS = ['AGENCY_SUPERVISOR', 'AGENCY_HEAD', 'CITY_SUPERVISOR'] as const;
export type ApproverLevel = (typeof APPROVER_LEVELS)[number];

/** Calendar days from the first receipt that a whole case may take, unless the city says otherwise (行政院處理人民陳情案件要點). */
export const USUAL_CEILING_DAYS = 30;

/** What one level may grant (展期的分層核定). */
export interface ExtensionStep {
  readonly approver: ApproverLevel;
  /** Calendar days that all extensions of a case may add together. */
  readonly maxDays: number;
  /** The how-manieth extension of a case it may still grant. */
  readonly maxTimes: number;
  /** Calendar days from the first receipt that the whole case may take. */
  readonly ceilingDays: number;
}

/** Why an extension is asked for, in words that the petitioner is told. */
export interface ExtensionReason {
  readonly code: string;
  readonly text: BilingualText;
}

/** How a city extends time limits (展期). */
export interface ExtensionPolicy {
  /** The lowest level first; each one may grant more than the one before. */
  readonly steps: readonly ExtensionStep[];
  readonly reasons: readonly ExtensionReason[];
}
