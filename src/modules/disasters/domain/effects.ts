import type { Sla } from '../../calendar/index.ts';
import type { Category } from '../../catalog/index.ts';
import type { Disaster, LevelChange, NamedCategories } from './disaster.ts';

/** A disaster, ready to be asked what it changes for a category. */
export interface Effects {
  readonly disaster: Disaster;
  /** The service level of a category while it is lengthened; null for a category that is not. */
  readonly lengthen: (categoryCode: string, sla: Sla) => Sla | null;
  /** Codes of categories whose clocks stand still. */
  readonly suspended: ReadonlySet<string>;
  readonly desk: { readonly agencyCode: string; readonly categories: ReadonlySet<string> } | null;
}

type Listed = Pick<Category, 'code' | 'groupCode' | 'safetyHazard'>;

/** What a disaster changes, category by category. A category that became a safety hazard since is not suspended. */
export function effectsOf(disaster: Disaster, categories: readonly Listed[]): Effects {
  const { serviceLevels, emergencyDesk } = disaster;
  const changed = (change: LevelChange['change']): [string, LevelChange][] =>
    serviceLevels
      .filter((level) => level.change === change)
      .flatMap((level) => namedBy(level, categories).map(({ code }) => [code, level] as [string, LevelChange]));
  const hazards = new Set(categories.filter(({ safetyHazard }) => safetyHazard).map(({ code }) => code));
  const lengthened = new Map(changed('LENGTHEN'));
  return {
    disaster,
    lengthen: (code, sla) => {
      const level = lengthened.get(code);
      return level === undefined ? null : lengthenedBy(level, sla);
    },
    suspended: new Set(changed('SUSPEND').flatMap(([code]) => (hazards.has(code) ? [] : [code]))),
    desk: emergencyDesk && {
      agencyCode: emergencyDesk.agencyCode,
      categories: new Set(namedBy(emergencyDesk, categories).map(({ code }) => code)),
    },
  };
}

/** The categories that are named, each once. */
export const namedBy = <T extends Pick<Category, 'code' | 'groupCode'>>(
  { categoryCodes, groupCodes }: NamedCategories,
  categories: readonly T[],
): T[] => categories.filter(({ code, groupCode }) => categoryCodes.includes(code) || groupCodes.includes(groupCode));

/**
 * A service level while it is lengthened, in whole units, rounded up in favour of those who work. A level that is not counted in the
 * unit of what is added – a routing rule may give its own – stays as it is.
 */
export function lengthenedBy({ factor, add }: LevelChange, { value, unit }: Sla): Sla {
  if (add !== null) return add.unit === unit ? { value: value + add.value, unit } : { value, unit };
  return { value: Math.ceil(roundedToThousandths(value * (factor ?? 1))), unit };
}

/** 10 times 1.1 is 11, not a little more. */
const roundedToThousandths = (value: number): number => Math.round(value * 1_000) / 1_000;
