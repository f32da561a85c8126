import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ActorRef } from '../../kernel/actor.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, violatedConstraint } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import type { Remember } from '../../platform/http/index.ts';
import { FileStore } from '../../platform/ports/index.ts';
import { AttachmentRepository } from './attachment.repository.ts';
import { attachmentUploaded } from './domain/attachment-facts.ts';
import type { Attachment } from './domain/attachment.ts';
import { shownName } from './domain/shown-name.ts';
import type { Inspected } from './inspection.service.ts';

/** A file that was looked into, and what its sender calls it. */
export interface Arrived {
  readonly name: string;
  readonly inspected: Inspected;
  readonly by: ActorRef;
}

/** Keeps files: the bytes first, then the row, so that every row has its file. What is left without a row is swept up. */
@Injectable()
export class Uploads {
  constructor(
    private readonly store: FileStore,
    private readonly database: Database,
    private readonly attachments: AttachmentRepository,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  async keep({ name, inspected, by }: Arrived, remember: (of: Attachment) => ReturnType<Remember>): Promise<Attachment> {
    const { content, ...seen } = inspected;
    const attachment: Attachment = {
      ...seen,
      id: randomUUID(), // not one that begins with the time: until it is linked, whoever knows it may use it
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest(),
      name: shownName(name, seen.kind),
      uploadedBy: by.id,
      uploadedAt: this.clock.now(),
    };
    await this.store.put(attachment.id, content);
    try {
      await this.write(attachment, by, remember(attachment));
    } catch (error) {
      // Only what was refused is certain not to be there: after a lost connection the row may be, and must have its file.
      if (violatedConstraint(error) !== null) await this.store.remove(attachment.id);
      throw error;
    }
    return attachment;
  }

  private write(attachment: Attachment, by: ActorRef, remembered: ReturnType<Remember>): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.attachments.insert(tx, attachment);
      await this.facts.record(tx, by, [attachmentUploaded(attachment)]);
      if (remembered) await tx.query(remembered);
    });
  }
}
