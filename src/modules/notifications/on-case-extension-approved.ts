import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseExtensionApproved } from '../cases/index.ts';
import { extensionWords } from './domain/words.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Every petitioner is told the new day, and why, in writing (行政院處理人民陳情案件要點); and so is whoever asked for it. */
@On<CaseExtensionApproved>('case.extension_approved')
export class AnnounceExtension implements Reaction<CaseExtensionApproved> {
  constructor(
    private readonly messages: PetitionerMessages,
    private readonly staff: StaffMessages,
  ) {}

  async react(tx: Tx, { id: factId, subject, data }: Stored<CaseExtensionApproved>): Promise<void> {
    const { reasonText, requestedBy, note } = data;
    const occasion = { factId, caseId: subject.id, dueAt: new Date(data.dueAt) };
    await this.messages.tellAll(tx, {
      ...{ ...occasion, template: 'extended' },
      values: (language) => ({ reason: reasonText[language] }),
    });
    await this.staff.tellAccounts(
      tx,
      {
        ...{ ...occasion, template: 'extension-decided' },
        values: (language) => ({ step: extensionWords('APPROVED')[language], reason: note ?? '' }),
      },
      [requestedBy],
    );
  }
}
