import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseSupplementDropped } from '../cases/index.ts';
import { SupplementClocks } from './supplement-clock.service.ts';

/** The case went on without the answer: nobody waits, and the clock runs. */
@On<CaseSupplementDropped>('case.supplement_dropped')
export class ResumeOnDropped implements Reaction<CaseSupplementDropped> {
  constructor(private readonly clocks: SupplementClocks) {}

  react(tx: Tx, { subject, data }: Stored<CaseSupplementDropped>): Promise<void> {
    return this.clocks.end(tx, subject.id, data);
  }
}
