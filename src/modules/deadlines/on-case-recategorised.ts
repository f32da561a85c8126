import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseRecategorised } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';

/** A case of another category has the time of that category. */
@On<CaseRecategorised>('case.recategorised')
export class RecountClock implements Reaction<CaseRecategorised> {
  constructor(private readonly deadlines: Deadlines) {}

  react(tx: Tx, { subject, data: { sla, urgency, safetyHazard }, at }: Stored<CaseRecategorised>): Promise<void> {
    return this.deadlines.recategorise(tx, subject.id, { sla, urgency, safetyHazard }, at);
  }
}
