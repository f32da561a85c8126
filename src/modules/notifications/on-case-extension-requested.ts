import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseExtensionRequested } from '../cases/index.ts';
import { Recipients } from '../deadlines/index.ts';
import { writeInstant } from './domain/message-date.ts';
import { MessageSettings } from './domain/message-settings.ts';
import type { Occasion } from './domain/occasion.ts';
import { StaffMessages } from './staff-messages.service.ts';

/**
 * Those who can decide on an extension are told that somebody asks for it: at the level that the ladder names, or the next above it
 * where nobody is but the applicant.
 */
@On<CaseExtensionRequested>('case.extension_requested')
export class AskForTime implements Reaction<CaseExtensionRequested> {
  constructor(
    private readonly staff: StaffMessages,
    private readonly recipients: Recipients,
    private readonly settings: MessageSettings,
  ) {}

  async react(tx: Tx, { id: factId, subject: { id: caseId }, data, at }: Stored<CaseExtensionRequested>): Promise<void> {
    const { reason, agencyCode } = data;
    const occasion: Occasion = {
      ...{ template: 'extension-requested', factId, caseId, agencyCode },
      values: (language) => ({ reason, until: writeInstant(new Date(data.dueAt), this.settings.timeZone, language) }),
    };
    const told = await this.approvers(tx, caseId, data, at);
    return told.length > 0 ? this.staff.tellAccounts(tx, occasion, told) : this.staff.tellCitySupervisors(tx, occasion);
  }

  /** The accounts of those who decide, without the applicant; none when there is nobody at any level. */
  private async approvers(tx: Tx, caseId: string, asked: CaseExtensionRequested['data'], at: Date): Promise<string[]> {
    const responsible = { leadAgencyCode: asked.agencyCode, handlerId: null };
    for (const level of asked.levels) {
      const [found] = await this.recipients.ofAll(tx, [{ caseId, responsible, levels: [level] }], at);
      const others = found!.map(({ accountId }) => accountId).filter((id) => id !== asked.requestedBy);
      if (others.length > 0) return others;
    }
    return [];
  }
}
