import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../kernel/actor.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import { FileStore } from '../../platform/ports/index.ts';
import { AttachmentRepository } from './attachment.repository.ts';
import { attachmentDiscarded } from './domain/attachment-facts.ts';

const BATCH = 100;

/** Removes what was uploaded and used for nothing. */
@Injectable()
export class UnusedUploads {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentRepository,
    private readonly facts: Facts,
    private readonly store: FileStore,
    private readonly clock: Clock,
  ) {}

  /** The row first: what is killed in between leaves a file without a row, and that is found. @returns how many */
  async discard(): Promise<number> {
    for (let discarded = 0; ;) {
      const batch = await this.database.transaction(async (tx) => {
        const taken = await this.attachments.takeUnlinked(tx, this.clock.now(), BATCH);
        await this.facts.record(
          tx,
          SYSTEM,
          taken.map(({ id, uploadedAt }) => attachmentDiscarded(id, uploadedAt)),
        );
        return taken;
      });
      for (const { id } of batch) await this.store.remove(id);
      discarded += batch.length;
      if (batch.length < BATCH) return discarded;
    }
  }
}
