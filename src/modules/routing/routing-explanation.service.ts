import { Injectable } from '@nestjs/common';
import { dayOf } from '../../kernel/civil-date.ts';
import { InvalidInput } from '../../kernel/errors.ts';
import { City } from '../../platform/config/index.ts';
import { Calendars } from '../calendar/index.ts';
import { Catalog, type Category, isOffered } from '../catalog/index.ts';
import { Areas } from '../geography/index.ts';
import { type Decision, serviceLevelOf } from './domain/decide.ts';
import type { Trial } from './domain/trial.ts';
import { Routing } from './routing.service.ts';

export interface TrialResult {
  readonly decision: Decision;
  readonly dueAt: Date;
}

/** Tries a decision without storing anything. */
@Injectable()
export class RoutingExplanations {
  constructor(
    private readonly routing: Routing,
    private readonly catalog: Catalog,
    private readonly areas: Areas,
    private readonly calendars: Calendars,
    private readonly city: City,
  ) {}

  /** @throws InvalidInput for a category that is not offered, or a location that contradicts itself; OutsideCity */
  explain({ categoryCode, location, ...question }: Trial): TrialResult {
    const category = categoryCode === null ? null : this.offered(categoryCode, question.at);
    const place = location === null ? null : this.areas.resolve(location);
    const decision = this.routing.decide({ ...question, category, place });
    const calendar = this.calendars.current().in(place?.district?.code ?? null);
    return { decision, dueAt: calendar.dueAt(question.at, serviceLevelOf(decision, category)).at };
  }

  private offered(code: string, at: Date): Category {
    const category = this.catalog.find(code);
    if (category && isOffered(category, dayOf(at, this.city.timeZone))) return category;
    const text = { 'zh-TW': '沒有這個類別', en: 'there is no such category' };
    throw new InvalidInput([{ field: 'categoryCode', code: 'category.unknown', text }]);
  }
}
