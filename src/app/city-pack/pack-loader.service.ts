import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import { Disasters } from '../../modules/disasters/index.ts';
import { Database, sql, type Tx } from '../../platform/database/index.ts';
import type { CityPack } from './city-pack.ts';
import { type Loaded, ReferenceData } from './reference-data.service.ts';

/** Brings the tables up to date with a city pack: all of it or nothing, and only what changed. */
@Injectable()
export class PackLoader {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceData,
    private readonly disasters: Disasters,
    private readonly clock: Clock,
  ) {}

  /** @throws TiedRules */
  async load(pack: CityPack): Promise<Loaded> {
    const loaded = await this.database.transaction(async (tx) => {
      await oneAtATime(tx);
      return this.reference.load(tx, pack, this.clock.now());
    });
    await this.refresh();
    return loaded;
  }

  /** Reads again what the process keeps in memory. */
  async refresh(): Promise<void> {
    await this.reference.refresh();
    await this.disasters.refresh();
  }
}

/** Any constant that only loading a pack uses. */
const ADVISORY_LOCK = 1_999_002;

/** Processes that start together load one after the other; the second finds nothing to change. */
const oneAtATime = (tx: Tx): Promise<unknown> => tx.query(sql`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`);
