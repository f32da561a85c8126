import { Injectable } from '@nestjs/common';
import { CityTime } from '../../platform/clock/index.ts';
import { Agencies } from '../agencies/index.ts';
import { Calendars } from '../calendar/index.ts';
import { Catalog } from '../catalog/index.ts';
import { Areas } from '../geography/index.ts';
import { type CaseView, toCaseView } from './case.view.dto.ts';
import type { Case } from './domain/case.ts';

/** Writes a case as it is answered, with names in the place of codes. Reads nothing: the reference data is in memory. */
@Injectable()
export class CaseViews {
  constructor(
    private readonly agencies: Agencies,
    private readonly catalog: Catalog,
    private readonly areas: Areas,
    private readonly calendars: Calendars,
    private readonly time: CityTime,
  ) {}

  view(of: Case, handlerName: string | null): CaseView {
    const now = this.time.now();
    const { districtCode, villageCode } = of.place;
    return toCaseView(of, {
      handler: of.handlerId === null ? null : { id: of.handlerId, displayName: handlerName ?? '' },
      category:
        of.categoryCode === null ? null : { code: of.categoryCode, name: this.catalog.find(of.categoryCode)?.nameZh ?? '' },
      district: districtCode === null ? null : { code: districtCode, name: this.areas.districtName(districtCode) },
      village: villageCode === null ? null : { code: villageCode, name: this.areas.villageName(villageCode) },
      agencyName: (code) => this.agencies.find(code)?.nameZh ?? '',
      write: (at) => this.time.write(at),
      overdue: of.closedAt === null ? of.clockState === 'RUNNING' && now > of.dueAt : of.overdueSince !== null,
      remainingMinutes: this.calendars.current().remainingMinutes(of.closedAt ?? now, of.dueAt, of.sla.unit),
    });
  }
}
