import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { Cases } from '../case.service.ts';
import type { Case } from '../domain/case.ts';
import { whyClosed } from '../domain/supplement-errors.ts';
import { SupplementDesk } from './supplement-desk.service.ts';

/** What somebody wrote about a petition of theirs. */
export interface PetitionerMail {
  readonly petitionId: string;
  readonly petitionNo: string;
  /** At most 10,000 characters. */
  readonly text: string;
  readonly attachmentIds: readonly string[];
}

/** A case that is locked, as far as it matters to whoever hears its petitioner. */
export interface HearingCase {
  readonly id: string;
  /** When the question was asked that can be answered now; null when none is open. */
  readonly askedAt: Date | null;
}

/** Takes what petitioners write by themselves. */
@Injectable()
export class PetitionerMails {
  constructor(
    private readonly cases: Cases,
    private readonly desk: SupplementDesk,
    private readonly clock: Clock,
  ) {}

  /** The case that answers a petition, locked until the transaction ends. @throws CaseNotFound */
  async lock(tx: Tx, petitionId: string): Promise<HearingCase> {
    const of = await this.cases.lockOfPetition(tx, petitionId);
    return { id: of.id, askedAt: this.isOpen(of) ? of.supplement!.requestedAt : null };
  }

  /** Answers the question that is open. @throws IllegalCommand, InvalidInput */
  async answer(tx: Tx, caseId: string, { petitionId, text, attachmentIds }: PetitionerMail): Promise<void> {
    await this.cases.receive(tx, caseId, { ...this.desk.receive(text, attachmentIds), petitionId });
  }

  /** Says something that nobody asked, whatever became of the case. @throws InvalidInput */
  async write(tx: Tx, caseId: string, mail: PetitionerMail): Promise<void> {
    await this.cases.receive(tx, caseId, { type: 'receive-message', ...mail });
  }

  private isOpen({ status, supplement }: Case): boolean {
    if (status !== 'AWAITING_SUPPLEMENT' || supplement === null) return false;
    return whyClosed(supplement.state, supplement.replyBy, this.clock.now()) === null;
  }
}
