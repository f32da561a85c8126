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

  /**
   * The channel and the answers are those of the first decision; nobody is asked again.
   *
   * @param since the earliest receipt of all that the case answers
   */
  async route(db: Db, of: Case, category: Category, since: Date): Promise<Route> {
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
    return { decision, sla, dueAt: this.dueAt(of, sla, since) };
  }

  /**
   * As the clock's ledger will say, but for what paused or extended the time. Where the new limit is over already, nobody could have kept it:
   * the case has as much time from now on, but never more than it had, and what was late stays late.
   */
  private dueAt({ place, clockState, dueAt }: Case, sla: Sla, since: Date): Date {
    const calendar = this.calendars.current().in(place.districtCode);
    const now = this.time.now();
    const counted = calendar.dueAt(since, sla).at;
    const late = clockState === 'RUNNING' && dueAt < now;
    if (counted > now || late) return counted;
    const anew = calendar.dueAt(now, sla).at;
    return anew < dueAt ? anew : dueAt;
  }
}
