import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseTransferred } from '../cases/index.ts';
import type { Occasion } from './domain/occasion.ts';
import { HandoverMessages } from './handover-messages.service.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** Every petitioner learns who works on their case now (行政程序法 §172), and so does the agency that got it. */
@On<CaseTransferred>('case.transferred')
export class AnnounceTransfer implements Reaction<CaseTransferred> {
  constructor(
    private readonly petitioners: PetitionerMessages,
    private readonly handovers: HandoverMessages,
  ) {}

  async react(tx: Tx, { id: factId, subject, data }: Stored<CaseTransferred>): Promise<void> {
    const { reason, toAgencyCode: agencyCode } = data;
    const occasion = { factId, caseId: subject.id, agencyCode, values: () => ({ reason }) } satisfies Partial<Occasion>;
    await this.petitioners.tellAll(tx, { ...occasion, template: 'transferred' });
    await this.handovers.tell(tx, occasion, agencyCode);
  }
}
