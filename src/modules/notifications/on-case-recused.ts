import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseRecused } from '../cases/index.ts';
import { AccountDirectory } from '../identity/index.ts';
import type { Occasion } from './domain/occasion.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** A case that lost whoever worked on it needs somebody else; those who decide about that are told, the recused are not. */
@On<CaseRecused>('case.recused')
export class FindSomebodyElse implements Reaction<CaseRecused> {
  constructor(
    private readonly staff: StaffMessages,
    private readonly directory: AccountDirectory,
  ) {}

  async react(tx: Tx, { id: factId, subject, data }: Stored<CaseRecused>): Promise<void> {
    if (!data.lead && !data.handler) return;
    const occasion: Occasion = { template: 'recused', factId, caseId: subject.id };
    const chiefs = data.lead || data.leadAgencyCode === null ? [] : await this.directory.listSupervisors(tx, data.leadAgencyCode);
    const told = chiefs.map(({ id }) => id).filter((id) => id !== data.accountId);
    return told.length > 0 ? this.staff.tellAccounts(tx, occasion, told) : this.staff.tellDispatchers(tx, occasion);
  }
}
