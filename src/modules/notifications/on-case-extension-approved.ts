import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseExtensionApproved } from '../cases/index.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

/** Every petitioner is told the new day, and why, in writing (行政院處理人民陳情案件要點). */
@On<CaseExtensionApproved>('case.extension_approved')
export class AnnounceExtension implements Reaction<CaseExtensionApproved> {
  constructor(private readonly messages: PetitionerMessages) {}

  react(tx: Tx, { id: factId, subject, data: { dueAt, reasonText } }: Stored<CaseExtensionApproved>): Promise<void> {
    return this.messages.tellAll(tx, {
      template: 'extended',
      factId,
      caseId: subject.id,
      dueAt: new Date(dueAt),
      values: (language) => ({ reason: reasonText[language] }),
    });
  }
}
