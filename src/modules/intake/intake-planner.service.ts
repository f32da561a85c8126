import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../kernel/errors.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { type BusinessCalendar, Calendars, type Sla } from '../calendar/index.ts';
import type { Opening } from '../cases/index.ts';
import { Catalog, type Category, isOffered } from '../catalog/index.ts';
import { pausedAt, type Standstill } from '../deadlines/index.ts';
import { Areas, type Place } from '../geography/index.ts';
import { type Decision, Routing, serviceLevelOf } from '../routing/index.ts';
import { checkPetition } from './domain/check-petition.ts';
import { type Draft, hasPlace } from './domain/draft.ts';
import { needsConfirmation, openingOf } from './domain/opening.ts';

/** Everything that is decided about a petition before anything is written. */
export interface Plan {
  /** Now: what is written about the petition says so. */
  readonly at: Date;
  /** The same by the city's calendar, four digits. */
  readonly year: number;
  readonly category: Category | null;
  readonly place: Place | null;
  readonly decision: Decision;
  readonly sla: Sla;
  readonly startedAt: Date;
  /** By which the due instant was counted. */
  readonly calendar: BusinessCalendar;
  readonly dueAt: Date;
  readonly opening: Opening;
  /** The disaster for which the clock stands still from the first; null on ordinary days. */
  readonly standstill: Standstill | null;
  /** What is left of a clock that stands still; null when it runs. */
  readonly remainingMinutes: number | null;
}

/** Decides what becomes of a petition. Reads and writes nothing: rules, areas and calendar are in memory. */
@Injectable()
export class IntakePlanner {
  constructor(
    private readonly catalog: Catalog,
    private readonly areas: Areas,
    private readonly routing: Routing,
    private readonly calendars: Calendars,
    private readonly time: CityTime,
  ) {}

  /** @throws InvalidInput with every field that is wrong */
  plan(draft: Draft): Plan {
    const category = this.categoryOf(draft);
    const errors = checkPetition(draft, category, this.time.now());
    if (errors.length > 0) throw new InvalidInput(errors);
    return this.route(draft, category, draft.receivedAt, needsConfirmation(draft, category));
  }

  /** The same for a petition whose citizen confirmed it now: the clock starts with the confirmation. */
  planConfirmed(draft: Draft): Plan {
    return this.route(draft, this.categoryOf(draft), this.time.now(), false);
  }

  private route(draft: Draft, category: Category | null, startedAt: Date, awaitsConfirmation: boolean): Plan {
    const place = hasPlace(draft.location) ? this.areas.resolve(draft.location) : null;
    const { channel, answers } = draft;
    const at = this.time.now();
    const decision = this.routing.decide({ category, place, channel, nature: null, answers, at, receivedAt: startedAt });
    const sla = serviceLevelOf(decision, category);
    const calendar = this.calendars.current().in(place?.district?.code ?? null);
    const dueAt = calendar.dueAt(startedAt, sla).at;
    const opening = openingOf(decision, awaitsConfirmation);
    const standstill = awaitsConfirmation ? null : this.routing.standstillOf(category, at, dueAt);
    const remainingMinutes =
      standstill === null ? null : calendar.remainingMinutes(pausedAt(standstill, startedAt), dueAt, sla.unit);
    return {
      ...{ at, year: this.time.year(), category, place, decision, sla, startedAt, calendar, dueAt },
      ...{ opening, standstill, remainingMinutes },
    };
  }

  private categoryOf({ categoryCode }: Draft): Category | null {
    const category = categoryCode === null ? undefined : this.catalog.find(categoryCode);
    return category && isOffered(category, this.time.today()) ? category : null;
  }
}
