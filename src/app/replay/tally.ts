import type { Registered, ServerAgency } from './case-server.ts';
import type { MappedRow, RowRefusal } from './row-to-petition.ts';

/** What became of one row. */
export type RowResult =
  | ({ readonly kind: 'TAKEN_IN'; readonly registered: Registered } & Mapping)
  | { readonly kind: 'ALREADY_THERE' }
  | ({ readonly kind: 'REJECTED' | 'FAILED' } & RowRefusal);

/** How the row was read. */
export interface Mapping {
  readonly mapped: MappedRow;
}

export type Counts = Readonly<Record<string, number>>;

/** A row that was sent where it does not belong. */
export interface Violation {
  readonly line: number;
  readonly caseNo: string;
  readonly reason: string;
}

export interface Totals {
  readonly rows: number;
  readonly takenIn: number;
  readonly alreadyThere: number;
  readonly dispatched: number;
  /** Of the rows taken in, those dispatched without a person; null when none was taken in. */
  readonly dispatchedShare: number | null;
  /** The agency with most cases first. */
  readonly agencies: readonly { readonly code: string; readonly name: string; readonly cases: number }[];
  readonly triage: { readonly cases: number; readonly reasons: Counts };
  readonly place: {
    /** The district named in words and the point disagree beyond the border distance. */
    readonly conflicts: number;
    /** The point cannot be trusted: another district or another village was named. */
    readonly doubtfulPoints: number;
    readonly reasons: Counts;
  };
  readonly reading: { readonly category: Counts; readonly district: Counts };
  /** Rows at an agency that does not serve their district, or in another district than the one they name. Must be none. */
  readonly violations: { readonly cases: number; readonly first: readonly Violation[] };
  readonly rejected: { readonly rows: number; readonly reasons: Counts };
  readonly failed: { readonly rows: number; readonly reasons: Counts };
}

const MOST_VIOLATIONS_SHOWN = 20;
const CONFLICT = 'place.district_conflict';
const DOUBTS = [CONFLICT, 'place.village_conflict'];

class Counter {
  private readonly counts = new Map<string, number>();

  add(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** The largest first. */
  get entries(): [string, number][] {
    return [...this.counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  }

  get total(): number {
    return this.entries.reduce((sum, [, count]) => sum + count, 0);
  }

  get all(): Counts {
    return Object.fromEntries(this.entries);
  }
}

/** Counts what became of the rows. */
export class Tally {
  private readonly kinds = { TAKEN_IN: 0, ALREADY_THERE: 0, REJECTED: 0, FAILED: 0 };
  private readonly agencies = new Counter();
  private readonly triage = new Counter();
  private readonly place = new Counter();
  private readonly refusals = { REJECTED: new Counter(), FAILED: new Counter() };
  private readonly reading = { category: new Counter(), district: new Counter() };
  private readonly violations: Violation[] = [];
  private triaged = 0;
  private conflicts = 0;
  private doubtful = 0;
  private violated = 0;
  private readonly directory: ReadonlyMap<string, ServerAgency>;

  constructor(agencies: readonly ServerAgency[]) {
    this.directory = new Map(agencies.map((agency) => [agency.code, agency]));
  }

  get rows(): number {
    return Object.values(this.kinds).reduce((sum, count) => sum + count, 0);
  }

  get counted(): Readonly<Record<RowResult['kind'], number>> {
    return this.kinds;
  }

  add(line: number, result: RowResult): void {
    this.kinds[result.kind] += 1;
    if (result.kind === 'REJECTED' || result.kind === 'FAILED') this.refusals[result.kind].add(result.code);
    if (result.kind === 'TAKEN_IN') this.addTakenIn(line, result.registered, result.mapped);
  }

  private addTakenIn(line: number, registered: Registered, mapped: MappedRow): void {
    this.reading.category.add(mapped.category ?? 'unknown');
    this.reading.district.add(mapped.district ?? 'not named');
    this.addPlace(registered);
    if (registered.case.leadAgency === null) this.addTriage(registered);
    else this.agencies.add(registered.case.leadAgency.code);
    const reason = misplaced(registered, mapped.petition.location.districtCode ?? null, this.directory);
    if (reason === null) return;
    this.violated += 1;
    if (this.violations.length < MOST_VIOLATIONS_SHOWN) this.violations.push({ line, caseNo: registered.case.caseNo, reason });
  }

  private addPlace({ routing }: Registered): void {
    const codes = new Set(routing?.reasons.map(({ code }) => code).filter((code) => /^(place|border)\./.test(code)));
    for (const code of codes) this.place.add(code);
    if (codes.has(CONFLICT)) this.conflicts += 1;
    if (DOUBTS.some((code) => codes.has(code))) this.doubtful += 1;
  }

  private addTriage({ routing }: Registered): void {
    this.triaged += 1;
    for (const code of new Set(routing?.reasons.map((reason) => reason.code))) this.triage.add(code);
  }

  totals(): Totals {
    const { TAKEN_IN: takenIn, ALREADY_THERE: alreadyThere, REJECTED: rejected, FAILED: failed } = this.kinds;
    const dispatched = this.agencies.total;
    return {
      rows: this.rows,
      takenIn,
      alreadyThere,
      dispatched,
      dispatchedShare: takenIn === 0 ? null : dispatched / takenIn,
      agencies: this.agencies.entries.map(([code, cases]) => ({ code, name: this.directory.get(code)?.name ?? '', cases })),
      triage: { cases: this.triaged, reasons: this.triage.all },
      place: { conflicts: this.conflicts, doubtfulPoints: this.doubtful, reasons: this.place.all },
      reading: { category: this.reading.category.all, district: this.reading.district.all },
      violations: { cases: this.violated, first: this.violations },
      rejected: { rows: rejected, reasons: this.refusals.REJECTED.all },
      failed: { rows: failed, reasons: this.refusals.FAILED.all },
    };
  }
}

/**
 * What is wrong with where a case was sent: to an agency that does not serve its district, or as if it lay in another district than
 * the one that was named. Null when nothing is.
 */
export function misplaced(
  { case: opened }: Registered,
  namedDistrict: string | null,
  agencies: ReadonlyMap<string, ServerAgency>,
): string | null {
  const district = opened.location.district?.code ?? null;
  if (namedDistrict !== null && district !== namedDistrict)
    return `${namedDistrict} was named, the case lies in ${district ?? 'no district'}`;
  if (opened.leadAgency === null) return null;
  const { code } = opened.leadAgency;
  const agency = agencies.get(code);
  if (agency === undefined) return `${code} is no agency of the server`;
  return serves(agency, district) ? null : `${code} does not serve ${district ?? 'a case without a district'}`;
}

const serves = ({ districtCodes }: ServerAgency, district: string | null): boolean =>
  districtCodes.length === 0 || (district !== null && districtCodes.includes(district));
