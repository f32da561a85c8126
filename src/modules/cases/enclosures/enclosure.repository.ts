import { Injectable } from '@nestjs/common';
import type { ActorRef } from '../../../kernel/actor.ts';
import type { Fact } from '../../../kernel/fact.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { AttachmentRepository, attachmentsLinked } from '../../files/index.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import type { Case } from '../domain/case.ts';
import { approvedDraftOf, attachmentIdsOf, enclosureOf } from '../domain/enclosing.ts';

/** One command that was decided about. */
export interface Decided {
  readonly command: CaseCommand;
  readonly current: Case;
  readonly next: Case;
  readonly at: Date;
}

/** The files of notes, replies and answers. */
@Injectable()
export class EnclosureRepository {
  constructor(private readonly attachments: AttachmentRepository) {}

  /** Whether somebody may use what a command names. @throws InvalidInput */
  check(tx: Tx, by: ActorRef, command: CaseCommand, at: Date): Promise<void> {
    return this.attachments.check(tx, attachmentIdsOf(command), { accountId: by.id, at });
  }

  /** Keeps what a command brought along, in its transaction. @returns what is to be recorded of it. @throws AttachmentUsed */
  async keep(tx: Tx, { command, current, next, at }: Decided): Promise<readonly Fact[]> {
    const draftId = approvedDraftOf(command, current, next);
    if (draftId !== null) await this.attachments.publish(tx, next.id, draftId, at);
    const enclosure = enclosureOf(command, current, next);
    if (enclosure === null || enclosure.ids.length === 0) return [];
    const { ids, ...how } = enclosure;
    const target = { ...how, caseId: how.petitionId === null ? next.id : null, at };
    await this.attachments.link(tx, ids, target);
    return attachmentsLinked(ids, target);
  }
}
