import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseDispatched } from '../cases/index.ts';
import { HandoverMessages } from './handover-messages.service.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** The agencies that got the case are told; the petitioners too, when it had been another agency's before (行政程序法 §172). */
@On<CaseDispatched>('case.dispatched')
export class AnnounceDispatch implements Reaction<CaseDispatched> {
  constructor(
    private readonly handovers: HandoverMessages,
    private readonly petitioners: PetitionerMessages,
  ) {}

  async react(tx: Tx, { id: factId, subject: { id: caseId }, data }: Stored<CaseDispatched>): Promise<void> {
    const reason = data.reason ?? '';
    const occasion = { factId, caseId, values: () => ({ reason }) };
    for (const agencyCode of [data.agencyCode, ...data.coAgencyCodes]) await this.handovers.tell(tx, occasion, agencyCode);
    if (data.previousAgencyCode === null || data.previousAgencyCode === data.agencyCode) return;
    await this.petitioners.tellAll(tx, { ...occasion, template: 'transferred', agencyCode: data.agencyCode });
  }
}
