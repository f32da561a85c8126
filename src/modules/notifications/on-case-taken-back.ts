import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseTakenBack } from '../cases/index.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Whoever had the work is told that it is not theirs any more. */
@On<CaseTakenBack>('case.taken_back')
export class AnnounceTakingBack implements Reaction<CaseTakenBack> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data }: Stored<CaseTakenBack>): Promise<void> {
    const values = () => ({ reason: data.reason });
    return this.staff.tellLeg(tx, { template: 'taken-back', factId, caseId: subject.id, values }, data);
  }
}
