import type { CaseAccess } from './case-access.ts';
import type { Case } from './case.ts';

/** A thing by its code and its name. */
export interface Named {
  readonly code: string;
  readonly name: string;
}

/** Display names by the ids of accounts. */
export type AccountNames = Readonly<Record<string, string>>;

/** What is known around a case: names for its codes, and how it stands now. */
export interface CaseSurroundings {
  readonly category: Named | null;
  readonly district: Named | null;
  readonly village: Named | null;
  readonly agencyName: (code: string) => string;
  /** Of those who handle its legs; empty for others. */
  readonly accountName: (id: string) => string;
  /** Writes an instant as the city does. */
  readonly write: (at: Date) => string;
  readonly overdue: boolean;
  readonly remainingMinutes: number;
}

/** How a case stands to whoever looks at it. */
export interface Marks {
  /** It came since they looked last. */
  readonly new: boolean;
  readonly shortlisted: boolean;
}

/** A case with what is known around it: enough to show it. */
export interface CaseAtHand {
  readonly of: Case;
  readonly around: CaseSurroundings;
  /** Unknown where nobody looks at a list. */
  readonly marks?: Marks | null;
  /** All of it when left out. */
  readonly access?: CaseAccess;
  /** The numbers of other cases that are not shown; none when left out. */
  readonly strangers?: ReadonlySet<string>;
}
