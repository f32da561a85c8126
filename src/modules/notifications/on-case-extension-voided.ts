import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseExtensionVoided } from '../cases/index.ts';
import { extensionWords } from './domain/words.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Whoever asked for more time learns that nobody decided before the time was over. That their case has left them they know. */
@On<CaseExtensionVoided>('case.extension_voided', ({ data }) => data.because === 'TIME_OVER')
export class TellUndecided implements Reaction<CaseExtensionVoided> {
  constructor(private readonly staff: StaffMessages) {}

  react(tx: Tx, { id: factId, subject, data: { requestedBy } }: Stored<CaseExtensionVoided>): Promise<void> {
    return this.staff.tellAccounts(
      tx,
      {
        ...{ template: 'extension-decided', factId, caseId: subject.id },
        values: (language) => ({ step: extensionWords('VOID')[language] }),
      },
      [requestedBy],
    );
  }
}
