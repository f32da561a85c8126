import { Injectable } from '@nestjs/common';
import { CityTime } from '../../platform/clock/index.ts';
import { Agencies } from '../agencies/index.ts';
import { Calendars } from '../calendar/index.ts';
import { Catalog } from '../catalog/index.ts';
import { Areas } from '../geography/index.ts';
import type { AccountNames, CaseSurroundings, Named } from './domain/case-surroundings.ts';
import type { Case } from './domain/case.ts';

/** Names for the codes of a case, and how its clock stands now. Reads nothing: the reference data is in memory. */
@Injectable()
export class CaseNames {
  constructor(
    private readonly agencies: Agencies,
    private readonly catalog: Catalog,
    private readonly areas: Areas,
    private readonly calendars: Calendars,
    private readonly time: CityTime,
  ) {}

  /** @param accounts the names of those who handle its legs; none where nobody does yet, or nobody is told */
  around(of: Case, accounts: AccountNames = {}): CaseSurroundings {
    const now = this.time.now();
    const { districtCode, villageCode } = of.place;
    return {
      category: this.category(of.categoryCode),
      district: named(districtCode, (code) => this.areas.districtName(code)),
      village: named(villageCode, (code) => this.areas.villageName(code)),
      agencyName: (code) => this.agencies.find(code)?.nameZh ?? '',
      accountName: (id) => accounts[id] ?? '',
      write: (at) => this.write(at),
      overdue: of.closedAt === null ? of.clockState === 'RUNNING' && now > of.dueAt : of.overdueSince !== null,
      remainingMinutes: this.remainingMinutes(of, now),
    };
  }

  /** What is left of a clock that does not run is what its ledger said; the calendar in force counts what is left of the others. */
  private remainingMinutes({ clockState, remainingMinutes, closedAt, dueAt, place, sla }: Case, now: Date): number {
    if (clockState !== 'RUNNING' && remainingMinutes !== null) return remainingMinutes;
    return this.calendars
      .current()
      .in(place.districtCode)
      .remainingMinutes(closedAt ?? now, dueAt, sla.unit);
  }

  category(code: string | null): Named | null {
    return named(code, (known) => this.catalog.find(known)?.nameZh ?? '');
  }

  agency(code: string | null): Named | null {
    return named(code, (known) => this.agencies.find(known)?.nameZh ?? '');
  }

  /** Writes an instant as the city does. */
  write(at: Date): string {
    return this.time.write(at);
  }
}

const named = (code: string | null, nameOf: (code: string) => string): Named | null =>
  code === null ? null : { code, name: nameOf(code) };
