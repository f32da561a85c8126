import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseTakenBack } from '../cases/index.ts';
import { ReturnClocks } from './timers/return-clock.service.ts';

/** Who has a case that was taken from an agency is to be decided as soon as of one that was given back. */
@On<CaseTakenBack>('case.taken_back')
export class TimeTakingBack implements Reaction<CaseTakenBack> {
  constructor(private readonly returns: ReturnClocks) {}

  async react(tx: Tx, { subject, data: { decidedBy }, at }: Stored<CaseTakenBack>): Promise<void> {
    if (decidedBy) await this.returns.start(tx, subject.id, decidedBy, at);
  }
}
