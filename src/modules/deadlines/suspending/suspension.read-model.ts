import { Injectable } from '@nestjs/common';
import { Database, sql } from '../../../platform/database/index.ts';
import { DisasterNotFound } from '../../disasters/index.ts';
import type { Suspension } from './domain/suspension.ts';

/** How far clocks are suspended for disasters. */
@Injectable()
export class SuspensionReadModel {
  constructor(private readonly database: Database) {}

  /** None before the first clock was looked for. @throws DisasterNotFound */
  async of(disasterId: string): Promise<Suspension[]> {
    const known = await this.database.query(sql`SELECT x.id FROM disasters x WHERE x.id = ${disasterId}`);
    if (known.length === 0) throw new DisasterNotFound();
    return this.database.query<Suspension>(sql`
      SELECT s.kind, s.total, s.done, s.finished_at AS "finishedAt"
      FROM suspensions s
      WHERE s.disaster_id = ${disasterId}`);
  }
}
