import type { BilingualText } from '../../../kernel/errors.ts';
import type { Sla } from '../../calendar/index.ts';

export const LEVEL_CHANGES = ['LENGTHEN', 'SUSPEND'] as const;

/** Categories, named one by one and by their groups. */
export interface NamedCategories {
  readonly categoryCodes: readonly string[];
  readonly groupCodes: readonly string[];
}

/**
 * What becomes of the time that categories are allowed.
 *
 * - `LENGTHEN`: petitions that are received meanwhile are allowed `factor` times as long, or `add` more; exactly one of the two
 * - `SUSPEND`: clocks stand still meanwhile, those of open cases too
 */
export interface LevelChange extends NamedCategories {
  readonly change: (typeof LEVEL_CHANGES)[number];
  /** Above 1; null for all but `LENGTHEN`. */
  readonly factor: number | null;
  readonly add: Sla | null;
}

/** The agency that takes cases in the place of those that the rules name. */
export interface EmergencyDesk extends NamedCategories {
  readonly agencyCode: string;
}

/** What the city does otherwise while a disaster lasts. */
export interface DisasterPlan {
  readonly name: string;
  /** When it ends by itself, exclusive; null when only a person ends it. */
  readonly until: Date | null;
  /** What people who petition are told meanwhile. */
  readonly notice: BilingualText;
  readonly serviceLevels: readonly LevelChange[];
  readonly emergencyDesk: EmergencyDesk | null;
}

/** A plan that was put into effect. */
export interface Disaster extends DisasterPlan {
  readonly id: string;
  readonly startedAt: Date;
  readonly startedBy: string;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  /** Null when it ended by itself. */
  readonly endReason: string | null;
}

/** The last row of a page: the list goes on after it. */
export interface DisasterCursor {
  readonly startedAt: Date;
  readonly id: string;
}

/** Whether its time is over, though nobody may have recorded that yet. */
export const isOver = ({ until, endedAt }: Pick<Disaster, 'until' | 'endedAt'>, at: Date): boolean =>
  endedAt !== null || (until !== null && until <= at);

/** Whether it was on at an instant: from its start, inclusive, to its end, exclusive. */
export function isOn({ startedAt, until, endedAt }: Pick<Disaster, 'startedAt' | 'until' | 'endedAt'>, at: Date): boolean {
  const end = endedAt ?? until;
  return startedAt <= at && (end === null || at < end);
}
