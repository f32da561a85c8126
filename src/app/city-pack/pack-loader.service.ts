import { Injectable } from '@nestjs/common';
import { Agencies } from '../../modules/agencies/index.ts';
import { Calendars } from '../../modules/calendar/index.ts';
import { Catalog } from '../../modules/catalog/index.ts';
import { RuleSets } from '../../modules/routing/index.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, sql, type Tx } from '../../platform/database/index.ts';
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
    private readonly ruleSets: RuleSets,
    private readonly clock: Clock,
  ) {}

  /** @throws TiedRules */
  async load(pack: CityPack): Promise<Loaded> {
    const { timeZone, code } = pack.settings;
    const by = `city pack ${code}`;
    const recordedAt = this.clock.now();
    const loaded = await this.database.transaction(async (tx) => {
      await oneAtATime(tx);
      return {
        agencies: await this.agencies.load(tx, pack.agencies, timeZone),
        categories: await this.catalog.load(tx, pack.categories, timeZone),
        calendar: await this.calendars.load(tx, pack.calendar, by),
        rules: await this.ruleSets.publish(tx, pack.rules, by, recordedAt),
      };
    });
    await this.refresh();
    return loaded;
  }

  /** Reads again what the process keeps in memory. */
  async refresh(): Promise<void> {
    await Promise.all([this.agencies.refresh(), this.catalog.refresh(), this.calendars.refresh(), this.ruleSets.refresh()]);
  }
}

/** Any constant that only loading a pack uses. */
const ADVISORY_LOCK = 1_999_002;

/** Processes that start together load one after the other; the second finds nothing to change. */
const oneAtATime = (tx: Tx): Promise<unknown> => tx.query(sql`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`);
