import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseJoined } from '../cases/index.ts';
import { MergedClocks } from './merged-clock.service.ts';

/** A case answers one petition more, within the time since the earliest receipt of them all (併辦). */
@On<CaseJoined>('case.joined')
export class CountFromEarliest implements Reaction<CaseJoined> {
  constructor(private readonly clocks: MergedClocks) {}

  react(tx: Tx, { subject, data, at }: Stored<CaseJoined>): Promise<void> {
    return this.clocks.takeIn(tx, subject.id, new Date(data.receivedAt), at);
  }
}
