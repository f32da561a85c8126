import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseSupplementReceived } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Who asked learns that the petitioner has answered; what staff wrote down themselves is no news to them. */
@On<CaseSupplementReceived>('case.supplement_received')
export class AnnounceSupplement implements Reaction<CaseSupplementReceived> {
  constructor(private readonly staff: StaffMessages) {}

  async react(tx: Tx, { id: factId, subject, actor, data: { handlerId } }: Stored<CaseSupplementReceived>): Promise<void> {
    if (actor.kind !== 'CITIZEN') return;
    const occasion = { template: 'supplemented', factId, caseId: subject.id } as const;
    await this.staff.tellAccounts(tx, occasion, handlerId === null ? [] : [handlerId]);
  }
}
