import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseTracked } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';

/** A case that is tracked further has a second clock, until the promised day. */
@On<CaseTracked>('case.tracked')
export class TrackClock implements Reaction<CaseTracked> {
  constructor(private readonly deadlines: Deadlines) {}

  react(tx: Tx, { subject, data, at }: Stored<CaseTracked>): Promise<void> {
    return this.deadlines.restart(tx, subject.id, new Date(data.closedAt), at, new Date(data.until));
  }
}
