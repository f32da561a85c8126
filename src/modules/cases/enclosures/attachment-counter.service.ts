import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { Actor } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { AttachmentNotFound, attachmentViewed } from '../../files/index.ts';
import { lookingAt } from '../stand-in.repository.ts';
import { AttachmentViewRepository } from './attachment-view.repository.ts';
import { CaseAttachmentReadModel, type FoundAttachment } from './case-attachment.read-model.ts';

const HOUR_MS = 3_600_000;

/** Where staff get the files of cases. */
@Injectable()
export class AttachmentCounter {
  constructor(
    private readonly database: Database,
    private readonly reader: CaseAttachmentReadModel,
    private readonly views: AttachmentViewRepository,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /**
   * Looks a file up for somebody. That they had what a petitioner sent is recorded, once for each person, file and hour.
   *
   * @throws AttachmentNotFound also when its case is not theirs to see
   */
  async ask(actor: Actor, attachmentId: string): Promise<FoundAttachment> {
    const found = isUUID(attachmentId) ? await this.reader.find(actor, attachmentId, this.clock.now()) : null;
    if (found === null) throw new AttachmentNotFound();
    if (found.origin === 'PETITION' || found.origin === 'SUPPLEMENT') await this.record(actor, found);
    return found;
  }

  private async record(caller: Actor, { id, caseId, caseNo }: FoundAttachment): Promise<void> {
    const since = new Date(this.clock.now().getTime() - HOUR_MS);
    if (await this.views.seen(this.database, id, caller.id, since)) return;
    await this.database.transaction(async (tx) => {
      await this.views.lock(tx, id);
      if (await this.views.seen(tx, id, caller.id, since)) return;
      await this.facts.record(tx, await lookingAt(tx, caller, caseId), [attachmentViewed(id, caseNo)]);
    });
  }
}
