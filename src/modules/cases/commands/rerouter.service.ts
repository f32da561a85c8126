import { Injectable } from '@nestjs/common';
import { CityTime } from '../../../platform/clock/index.ts';
import type { Db } from '../../../platform/database/index.ts';
import { Calendars, type Sla } from '../../calendar/index.ts';
import type { Category } from '../../catalog/index.ts';
import { Areas } from '../../geography/index.ts';
import { type Decision, Routing, RoutingDecisionRepository, serviceLevelOf } from '../../routing/index.ts';
import type { Case } from '../domain/case.ts';

/** Where the rules in force send a case, and the time it has. */
export interface Route {
  readonly decision: Decision;
  readonly sla: Sla;
  readonly startedAt: Date;
  readonly dueAt: Date;
}

/** Asks the rules again about a case that exists. */
@Injectable()
export class Rerouter {
  constructor(
    private readonly routing: Routing,
    private readonly decisions: RoutingDecisionRepository,
    private readonly areas: Areas,
    private readonly calendars: Calendars,
    private readonly time: CityTime,
  ) {}

  /** The channel and the answers are those of the first decision; nobody is asked again. */
  async route(db: Db, of: Case, category: Category): Promise<Route> {
    const { point, address, districtCode, villageCode } = of.place;
    const known = [point, address, districtCode, villageCode].some((part) => part !== null);
    const place = known ? this.areas.resolve({ lat: point?.lat, lng: point?.lng, address, districtCode, villageCode }) : null;
    const earlier = await this.decisions.latestOf(db, of.id);
    const { channel, answers } = earlier?.facts ?? { channel: 'HOTLINE' as const, answers: {} };
    const decision = this.routing.decide({
      category,
      place,
      channel,
      nature: null,
      answers,
      receivedAt: of.firstReceivedAt,
      at: this.time.now(),
    });
    const sla = serviceLevelOf(decision, category);
    return { decision, sla, ...this.timeOf(of, sla) };
  }

  /** Counted from the first receipt. Where that time is over already, it is counted from now: nobody could have kept it. */
  private timeOf(of: Case, sla: Sla): Pick<Route, 'startedAt' | 'dueAt'> {
    const calendar = this.calendars.current().in(of.place.districtCode);
    const now = this.time.now();
    const dueAt = calendar.dueAt(of.firstReceivedAt, sla).at;
    return dueAt > now ? { startedAt: of.firstReceivedAt, dueAt } : { startedAt: now, dueAt: calendar.dueAt(now, sla).at };
  }
}
