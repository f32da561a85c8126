import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.ts';
import { Agencies } from '../../modules/agencies/index.ts';
import { Calendars } from '../../modules/calendar/index.ts';
import { Catalog } from '../../modules/catalog/index.ts';
import { Routing } from '../../modules/routing/index.ts';
import type { CityPack } from './city-pack.ts';

/** What a load changed; zeros when the pack was loaded before. */
export interface Loaded {
  readonly agencies: number;
  readonly categories: number;
  readonly calendar: boolean;
  readonly rules: boolean;
}

/** Brings the tables up to date with a city pack: all of it or nothing, and only what changed. */
@Injectable()
export class PackLoader {
  constructor(
    private readonly database: Database,
    private readonly agencies: Agencies,
    private readonly catalog: Catalog,
    private readonly calendars: Calendars,
    private readonly routing: Routing,
  ) {}

  /** @throws RuleSetRefused when the rules tie or leave a case without an answer */
  async load(pack: CityPack): Promise<Loaded> {
    const { timeZone, code } = pack.settings;
    const loaded = await this.database.transaction(async (tx) => {
      const agencies = await this.agencies.load(tx, pack.agencies, timeZone);
      const categories = await this.catalog.load(tx, pack.categories, timeZone);
      const calendar = await this.calendars.load(tx, pack.calendar, `city pack ${code}`);
      const rules = await this.routing.publish(tx, pack, `city pack ${code}`);
      return { agencies, categories, calendar, rules };
    });
    await this.refresh();
    return loaded;
  }

  /** Reads again what the process keeps in memory. */
  async refresh(): Promise<void> {
    await Promise.all([this.agencies.refresh(), this.catalog.refresh(), this.calendars.refresh()]);
    await this.routing.refresh(); // compiled against the agencies and categories
  }
}
