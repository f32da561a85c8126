import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.ts';
import { Database } from '../../platform/database/index.ts';
import { DisasterRepository } from './disaster.repository.ts';
import { type Disaster, type DisasterCursor, isOn } from './domain/disaster.ts';

/** Disasters as they are looked at. */
@Injectable()
export class DisasterReadModel {
  constructor(
    private readonly database: Database,
    private readonly disasters: DisasterRepository,
    private readonly clock: Clock,
  ) {}

  /** The latest first. @param limit rows, one more than a page to know whether there is another */
  list(after: DisasterCursor | null, limit: number): Promise<Disaster[]> {
    return this.disasters.list(this.database, after, limit);
  }

  count(): Promise<number> {
    return this.disasters.count(this.database);
  }

  /** The one that is on now. */
  async current(): Promise<Disaster | null> {
    const disaster = await this.disasters.underway(this.database);
    return disaster && isOn(disaster, this.clock.now()) ? disaster : null;
  }
}
