import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseSupplementReceived } from '../cases/index.ts';
import { SupplementClocks } from './supplement-clock.service.ts';

/** The answer is there: nobody waits, and the clock runs. */
@On<CaseSupplementReceived>('case.supplement_received')
export class ResumeOnReceived implements Reaction<CaseSupplementReceived> {
  constructor(private readonly clocks: SupplementClocks) {}

  react(tx: Tx, { subject, data }: Stored<CaseSupplementReceived>): Promise<void> {
    return this.clocks.end(tx, subject.id, data);
  }
}
