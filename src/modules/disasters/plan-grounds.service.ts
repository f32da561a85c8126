import { Injectable } from '@nestjs/common';
import { CityTime } from '../../platform/clock/index.ts';
import { Agencies, isActive } from '../agencies/index.ts';
import { Calendars } from '../calendar/index.ts';
import { Catalog, TimeLimitPolicies, USUAL_CEILING_DAYS } from '../catalog/index.ts';
import type { PlanGround } from './domain/check-plan.ts';

/** What plans are held against, as it is now. */
@Injectable()
export class PlanGrounds {
  constructor(
    private readonly agencies: Agencies,
    private readonly catalog: Catalog,
    private readonly calendars: Calendars,
    private readonly policies: TimeLimitPolicies,
    private readonly time: CityTime,
  ) {}

  now(): PlanGround {
    const [now, today] = [this.time.now(), this.time.today()];
    return {
      now,
      today,
      categories: this.catalog.all(),
      receives: (code) => {
        const agency = this.agencies.find(code);
        return agency !== undefined && agency.receivesCases && isActive(agency, today);
      },
      lastDayOf: (sla) => this.calendars.current().dueAt(now, sla).on,
      ceilingDays: Math.max(...this.policies.extensions.steps.map(({ ceilingDays }) => ceilingDays), 0) || USUAL_CEILING_DAYS,
    };
  }
}
