import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseSupplementExpired } from '../cases/index.ts';
import { SupplementClocks } from './supplement-clock.service.ts';

/** Nobody answered: the clock runs again. */
@On<CaseSupplementExpired>('case.supplement_expired')
export class ResumeOnExpired implements Reaction<CaseSupplementExpired> {
  constructor(private readonly clocks: SupplementClocks) {}

  react(tx: Tx, { subject, data }: Stored<CaseSupplementExpired>): Promise<void> {
    return this.clocks.end(tx, subject.id, data);
  }
}
