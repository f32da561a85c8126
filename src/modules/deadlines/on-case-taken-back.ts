import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseTakenBack } from '../cases/index.ts';
import { DecisionTimers } from './timers/decision-timer.service.ts';

/** Who has a case that was taken from an agency is to be decided soon. */
@On<CaseTakenBack>('case.taken_back')
export class TimeTakingBack implements Reaction<CaseTakenBack> {
  constructor(private readonly timers: DecisionTimers) {}

  async react(tx: Tx, { subject, data: { undecided }, at }: Stored<CaseTakenBack>): Promise<void> {
    if (undecided) await this.timers.set(tx, subject.id, undecided, at);
  }
}
