import type { BilingualText } from '../../../kernel/errors.ts';
import type { ApproverLevel } from '../../catalog/index.ts';

/** `VOID`: nobody decided before the case became due, ended or went to another agency. */
export type ExtensionState = 'OPEN' | 'APPROVED' | 'REJECTED' | 'VOID';

/** Somebody asks for more time (展期). */
export interface ExtensionRequest {
  readonly id: string;
  readonly state: ExtensionState;
  /** As it was asked for. */
  readonly until: Date;
  /** The due instant when it was asked. */
  readonly fromDueAt: Date;
  /** The due instant that an approval gives: where `until` falls on a day off, the end of the next working day. */
  readonly dueAt: Date;
  /** Calendar days by which the due day moves; 1 when it stays the same day. */
  readonly days: number;
  /** The lowest level that may approve it. */
  readonly approver: ApproverLevel;
  readonly reasonCode: string;
  /** What the petitioner is told. */
  readonly reasonText: BilingualText;
  /** For the approver. */
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly note: string | null;
}

/** An agency whose head somebody is: they look after the body above, or it is above itself. */
export interface Headship {
  readonly agencyCode: string;
  /** The body above. */
  readonly as: string;
}

/** Somebody who decides on extensions, and for which agencies as what. */
export interface Approver {
  readonly id: string;
  readonly city: boolean;
  readonly heads: readonly Headship[];
  readonly supervises: readonly string[];
  /** Those whose place they take, with what those decide. */
  readonly standsInFor?: readonly Approver[];
}

const LEVELS: readonly ApproverLevel[] = ['AGENCY_SUPERVISOR', 'AGENCY_HEAD', 'CITY_SUPERVISOR'];

/** A level and those above it, from below. */
export const levelsFrom = (lowest: ApproverLevel): readonly ApproverLevel[] => LEVELS.slice(LEVELS.indexOf(lowest));

/** The highest level at which somebody decides for an agency by themselves; null when at none. */
export function levelOf({ city, heads, supervises }: Approver, agencyCode: string | null): ApproverLevel | null {
  if (city) return 'CITY_SUPERVISOR';
  if (heads.some((headship) => headship.agencyCode === agencyCode)) return 'AGENCY_HEAD';
  return agencyCode !== null && supervises.includes(agencyCode) ? 'AGENCY_SUPERVISOR' : null;
}

/** Whether a level may decide what another one is asked for: the higher one always. */
export const reaches = (level: ApproverLevel | null, needed: ApproverLevel): boolean =>
  level !== null && LEVELS.indexOf(level) >= LEVELS.indexOf(needed);

/** Whether somebody reaches the level that a request asks for, by themselves or in the place of others than the applicant. */
export const decidesAt = (
  { requestedBy, approver: needed }: Pick<ExtensionRequest, 'requestedBy' | 'approver'>,
  approver: Approver,
  agencyCode: string | null,
): boolean =>
  [approver, ...(approver.standsInFor ?? [])]
    .filter(({ id }) => id !== requestedBy)
    .some((each) => reaches(levelOf(each, agencyCode), needed));
