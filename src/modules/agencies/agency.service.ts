import { Injectable } from '@nestjs/common';
import { dayOf } from '../../kernel/civil-date.ts';
import { revise } from '../../kernel/revision.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, type Tx } from '../../platform/database/index.ts';
import { AgencyRepository } from './agency.repository.ts';
import type { Agency } from './domain/agency.ts';

/** The city's agencies, kept in memory: they are asked for in every request and change a few times a year. */
@Injectable()
export class Agencies {
  private list: readonly Agency[] = [];
  private byCode: ReadonlyMap<string, Agency> = new Map();

  constructor(
    private readonly database: Database,
    private readonly repository: AgencyRepository,
    private readonly clock: Clock,
  ) {}

  all(): readonly Agency[] {
    return this.list;
  }

  find(code: string): Agency | undefined {
    return this.byCode.get(code);
  }

  /** Reads the table again. */
  async refresh(): Promise<void> {
    this.list = await this.repository.list(this.database);
    this.byCode = new Map(this.list.map((agency) => [agency.code, agency]));
  }

  /** Records what a city pack changes. @returns how many agencies changed */
  async load(tx: Tx, delivered: readonly Agency[], timeZone: string): Promise<number> {
    const now = this.clock.now();
    const changed = revise(await this.repository.list(tx), delivered, dayOf(now, timeZone));
    await this.repository.replace(tx, changed, now);
    return changed.length;
  }
}
