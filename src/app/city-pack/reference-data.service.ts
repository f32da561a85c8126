import { Injectable } from '@nestjs/common';
import { Agencies } from '../../modules/agencies/index.ts';
import { CalendarRevisions, Calendars } from '../../modules/calendar/index.ts';
import { Catalog } from '../../modules/catalog/index.ts';
import { RuleSets } from '../../modules/routing/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { CityPack } from './city-pack.ts';

/** What a load changed; zeros when the pack was loaded before. */
export interface Loaded {
  readonly agencies: number;
  readonly categories: number;
  readonly calendar: boolean;
  readonly rules: boolean;
}

/** What every process keeps in memory: the agencies, the categories, the office calendar and the routing rules. */
@Injectable()
export class ReferenceData {
  constructor(
    private readonly agencies: Agencies,
    private readonly catalog: Catalog,
    private readonly calendars: Calendars,
    private readonly revisions: CalendarRevisions,
    private readonly ruleSets: RuleSets,
  ) {}

  /** Writes what is new in a city pack. @throws TiedRules */
  async load(tx: Tx, pack: CityPack, at: Date): Promise<Loaded> {
    const { timeZone, code } = pack.settings;
    const by = `city pack ${code}`;
    return {
      agencies: await this.agencies.load(tx, pack.agencies, timeZone),
      categories: await this.catalog.load(tx, pack.categories, timeZone),
      calendar: await this.revisions.load(tx, pack.calendar, by),
      rules: await this.ruleSets.publish(tx, pack.rules, by, at),
    };
  }

  /** Reads the tables again. */
  async refresh(): Promise<void> {
    await Promise.all([this.agencies.refresh(), this.catalog.refresh(), this.calendars.refresh(), this.ruleSets.refresh()]);
  }
}
