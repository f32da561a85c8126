import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseRuled } from '../cases/index.ts';
import { PrecedentRepository } from './precedent.repository.ts';

/** A ruling binds in like cases: it is kept where dispatchers and the editors of rules find it. */
@On<CaseRuled>('case.ruled')
export class KeepPrecedent implements Reaction<CaseRuled> {
  constructor(private readonly precedents: PrecedentRepository) {}

  react(tx: Tx, { id: factId, subject: { id: caseId }, data: ruling, actor, at: ruledAt }: Stored<CaseRuled>): Promise<void> {
    return this.precedents.insert(tx, { factId, caseId, ruling, ruledBy: actor.name, ruledAt });
  }
}
