import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { CaseExtensionApproved } from '../cases/index.ts';
import { Deadlines } from './deadline.service.ts';

/** The ledger says that a later end was granted; the case knew it when it was. */
@On<CaseExtensionApproved>('case.extension_approved')
export class ExtendClock implements Reaction<CaseExtensionApproved> {
  constructor(private readonly deadlines: Deadlines) {}

  react(tx: Tx, { subject, data, at }: Stored<CaseExtensionApproved>): Promise<void> {
    return this.deadlines.extend(tx, subject.id, new Date(data.until), at);
  }
}
