import type { BilingualText } from '../../../kernel/errors.ts';
import type { LocalOfficeKind } from '../../agencies/index.ts';
import type { Sla, SlaUnit } from '../../calendar/index.ts';

export const CHANNELS = [
  'HOTLINE',
  'COUNTER',
  'LETTER',
  'FAX',
  'EMAIL',
  'VILLAGE_HEAD',
  'DIRECTIVE',
  'CITY_MAILBOX',
  'CITY_APPEARANCE',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a petition asks for, 行政程序法 §168. */
export const NATURES = ['SUGGESTION', 'ENQUIRY', 'REPORT_MISCONDUCT', 'RIGHTS'] as const;
export type Nature = (typeof NATURES)[number];

export const SLA_UNITS = ['HOUR', 'WORKING_HOUR', 'WORKING_DAY', 'CALENDAR_DAY'] as const satisfies readonly SlaUnit[];

/** Kinds of office of which every district has one; a rule names the kind, the place names the office. */
export const OFFICE_KINDS = [
  'DISTRICT_OFFICE',
  'POLICE_PRECINCT',
  'LAND_OFFICE',
  'HOUSEHOLD_REGISTRATION_OFFICE',
  'HEALTH_CENTER',
] as const satisfies readonly LocalOfficeKind[];
export type OfficeKind = (typeof OFFICE_KINDS)[number];

/** Who gets the case: a fixed body (of the city or outside it), the office of the place, or a person who decides. */
export type Target =
  | { readonly kind: 'AGENCY'; readonly code: string }
  | { readonly kind: 'OFFICE'; readonly office: OfficeKind }
  | { readonly kind: 'TRIAGE' };

/** A co-handler is never "triage". */
export type CoTarget = Exclude<Target, { kind: 'TRIAGE' }>;

/** Part of a week in minutes since Sunday 00:00 on the city's clock; `from` inclusive, `to` exclusive, 0 ≤ from < to ≤ 10 080. */
export interface WeekSpan {
  readonly from: number;
  readonly to: number;
}

export interface AnswerCondition {
  readonly code: string;
  /** One of these was answered. */
  readonly values: readonly string[];
}

/**
 * When a rule holds. An empty list puts no condition; several values of one list are alternatives; all lists must hold together,
 * and so must all `answers`.
 */
export interface RuleConditions {
  readonly categories: readonly string[];
  readonly categoryGroups: readonly string[];
  readonly districts: readonly string[];
  readonly villages: readonly string[];
  readonly zones: readonly string[];
  readonly channels: readonly Channel[];
  readonly natures: readonly Nature[];
  readonly answers: readonly AnswerCondition[];
  readonly hours: readonly WeekSpan[];
}

/** One line of a rule set. Plain data: it is stored as JSON and compared by content. */
export interface Rule {
  readonly id: string;
  readonly when: RuleConditions;
  readonly target: Target;
  readonly coTargets: readonly CoTarget[];
  /** Replaces the category's service level. */
  readonly sla: Sla | null;
  /** Why the rule is as it is, for the operator; either text may be empty. */
  readonly note: BilingualText;
}

/** The conditions of a rule that always holds. */
export const ALWAYS: RuleConditions = {
  categories: [],
  categoryGroups: [],
  districts: [],
  villages: [],
  zones: [],
  channels: [],
  natures: [],
  answers: [],
  hours: [],
};
