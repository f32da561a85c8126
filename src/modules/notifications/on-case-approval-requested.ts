import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { ApprovalRequested } from '../cases/index.ts';
import type { Occasion } from './domain/occasion.ts';
import { levelWords } from './domain/words.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** A reply waits for somebody's approval: those who can give it are told. */
@On<ApprovalRequested>('case.approval_requested')
export class AskForApproval implements Reaction<ApprovalRequested> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, at, data: { level, agencyCode } }: Stored<ApprovalRequested>): Promise<void> {
    const occasion: Occasion = {
      template: 'approval',
      factId,
      caseId: subject.id,
      values: (language) => ({ step: levelWords(level)[language] }),
    };
    return agencyCode === null
      ? this.staff.tellCitySupervisors(tx, occasion)
      : this.staff.tellSupervisors(tx, occasion, agencyCode, at);
  }
}
