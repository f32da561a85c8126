import { Injectable } from '@nestjs/common';
import { inBatches } from '../../kernel/batches.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database } from '../../platform/database/index.ts';
import { FileStore } from '../../platform/ports/index.ts';
import { AttachmentRepository } from './attachment.repository.ts';

const BATCH = 100;

/** Removes the files of cases that were made anonymous; their rows stay. */
@Injectable()
export class ForgottenFiles {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentRepository,
    private readonly store: FileStore,
    private readonly clock: Clock,
  ) {}

  /** The file first: what is killed in between removes it once more. @returns how many */
  remove(): Promise<number> {
    return inBatches(BATCH, async () => {
      const ids = await this.attachments.forgotten(this.database, BATCH);
      for (const id of ids) await this.store.remove(id);
      await this.database.transaction((tx) => this.attachments.noteRemoved(tx, ids, this.clock.now()));
      return ids.length;
    });
  }
}
