import { Injectable } from '@nestjs/common';
import { inBatches } from '../../../kernel/batches.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Cases } from '../case.service.ts';
import { ExtensionReadModel } from './extension.read-model.ts';

const BATCH = 100;

/**
 * Ends the waiting for extensions on which nobody has decided when their cases become due. When that is, their cases say whenever it
 * is asked: nothing has to be set again when a due instant moves. Any number of workers may look; each request ends once.
 */
@Injectable()
export class LapsedExtensions {
  constructor(
    private readonly database: Database,
    private readonly reader: ExtensionReadModel,
    private readonly cases: Cases,
    private readonly clock: Clock,
  ) {}

  /** @returns how many were looked at */
  run(): Promise<number> {
    return inBatches(BATCH, async () => {
      const caseIds = await this.reader.listLapsed(this.clock.now(), BATCH);
      for (const caseId of caseIds) await this.database.transaction((tx) => this.cases.lapse(tx, caseId));
      return caseIds.length;
    });
  }

  /** The same, for a clock that jumps: there is no queue in between. */
  ringDue(): Promise<number> {
    return this.run();
  }

  /** When the next one ends; null when none waits. */
  next(): Promise<Date | null> {
    return this.reader.nextLapse();
  }
}
