import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.ts';
import { Agencies } from '../agencies/index.ts';
import { Catalog } from '../catalog/index.ts';
import { CityAreas } from '../geography/index.ts';
import { type CompiledRuleSet, compileRuleSet } from './domain/decide.ts';
import { findTies } from './domain/publish-check.ts';
import type { RoutingCity } from './domain/routing-city.ts';
import { TiedRules } from './domain/routing-errors.ts';
import type { Rule } from './domain/rule.ts';
import { RuleSetRepository } from './rule-set.repository.ts';

/** A compiled rule set and what it was compiled from. */
interface Snapshot {
  readonly compiled: CompiledRuleSet;
  readonly rules: readonly Rule[];
  readonly city: RoutingCity;
}

/** The rules in force, kept in memory and ready to decide. */
@Injectable()
export class RuleSets {
  private snapshot: Snapshot;

  constructor(
    private readonly database: Database,
    private readonly repository: RuleSetRepository,
    private readonly agencies: Agencies,
    private readonly catalog: Catalog,
    private readonly areas: CityAreas,
  ) {
    this.snapshot = this.compile(0, []);
  }

  /** Compiled again when the agencies or the categories have been read again since. */
  current(): CompiledRuleSet {
    const { compiled, rules, city } = this.snapshot;
    const stale = city.agencies !== this.agencies.all() || city.categories !== this.catalog.all();
    if (stale) this.snapshot = this.compile(compiled.version, rules);
    return this.snapshot.compiled;
  }

  /** Takes over what has been published since. */
  async refresh(): Promise<void> {
    const newer = await this.repository.newerThan(this.database, this.snapshot.compiled.version);
    if (newer !== null) this.snapshot = this.compile(newer.version, newer.rules);
  }

  /**
   * Publishes rules as the next version, unless they are those in force. Earlier versions stay, so that every decision can be explained.
   *
   * @returns whether a version was published
   * @throws TiedRules
   */
  async publish(tx: Tx, rules: readonly Rule[], by: string, at: Date): Promise<boolean> {
    const ties = findTies(rules, this.snapshot.city);
    if (ties.length > 0) throw new TiedRules(ties);
    const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
    const contentHash = createHash('sha256').update(JSON.stringify(sorted)).digest();
    const latest = await this.repository.newerThan(tx, 0);
    if (latest?.contentHash.equals(contentHash)) return false;
    await this.repository.insert(tx, { version: (latest?.version ?? 0) + 1, contentHash, rules: sorted }, by, at);
    return true;
  }

  private compile(version: number, rules: readonly Rule[]): Snapshot {
    const city: RoutingCity = {
      agencies: this.agencies.all(),
      categories: this.catalog.all(),
      districts: [...this.areas.districts.values()],
      villages: [...this.areas.villages.values()],
      zones: this.areas.zones.zones,
    };
    return { city, rules, compiled: compileRuleSet(version, rules, city) };
  }
}
