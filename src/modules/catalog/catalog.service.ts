import { Injectable } from '@nestjs/common';
import { dayOf } from '../../kernel/civil-date.ts';
import { revise } from '../../kernel/revision.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, type Tx } from '../../platform/database/index.ts';
import { CategoryRepository } from './category.repository.ts';
import type { Category } from './domain/category.ts';

/** What citizens may petition about, kept in memory: it is asked for in every request and changes a few times a year. */
@Injectable()
export class Catalog {
  private list: readonly Category[] = [];
  private byCode: ReadonlyMap<string, Category> = new Map();

  constructor(
    private readonly database: Database,
    private readonly repository: CategoryRepository,
    private readonly clock: Clock,
  ) {}

  all(): readonly Category[] {
    return this.list;
  }

  find(code: string): Category | undefined {
    return this.byCode.get(code);
  }

  /** Reads the table again. */
  async refresh(): Promise<void> {
    this.list = await this.repository.list(this.database);
    this.byCode = new Map(this.list.map((category) => [category.code, category]));
  }

  /** Records what a city pack changes. @returns how many categories changed */
  async load(tx: Tx, delivered: readonly Category[], timeZone: string): Promise<number> {
    const now = this.clock.now();
    const changed = revise(await this.repository.list(tx), delivered, dayOf(now, timeZone));
    await this.repository.replace(tx, changed, now);
    return changed.length;
  }
}
