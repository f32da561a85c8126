import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../kernel/errors.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { Calendars } from '../calendar/index.ts';
import { Catalog, type Category, isOffered } from '../catalog/index.ts';
import { pausedAt } from '../deadlines/index.ts';
import { Areas } from '../geography/index.ts';
import { checkUnmasked } from '../petitions/index.ts';
import { Routing, serviceLevelOf } from '../routing/index.ts';
import { checkPetition } from './domain/check-petition.ts';
import { type Draft, hasPlace } from './domain/draft.ts';
import { needsConfirmation, openingOf } from './domain/opening.ts';
import type { Plan } from './domain/plan.ts';

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
    const errors = [...checkPetition(draft, category, this.time.now()), ...checkUnmasked(draft.petitioner, 'petitioner.')];
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
