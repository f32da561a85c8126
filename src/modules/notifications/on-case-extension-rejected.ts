import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseExtensionRejected } from '../cases/index.ts';
import { extensionWords } from './domain/words.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Whoever asked for more time learns that there is none. */
@On<CaseExtensionRejected>('case.extension_rejected')
export class RefuseTime implements Reaction<CaseExtensionRejected> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data: { requestedBy, note } }: Stored<CaseExtensionRejected>): Promise<void> {
    return this.staff.tellAccounts(
      tx,
      {
        ...{ template: 'extension-decided', factId, caseId: subject.id },
        values: (language) => ({ step: extensionWords('REJECTED')[language], reason: note ?? '' }),
      },
      [requestedBy],
    );
  }
}
