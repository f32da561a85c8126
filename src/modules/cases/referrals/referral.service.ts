import { Injectable } from '@nestjs/common';
import type { ActorRef } from '../../../kernel/actor.ts';
import { Database } from '../../../platform/database/index.ts';
import { type Answered, IdempotencyKeys } from '../../../platform/http/index.ts';
import { Agencies } from '../../agencies/index.ts';
import { tokenHash } from '../../../platform/tokens/index.ts';
import { CaseRepository } from '../case.repository.ts';
import { Cases } from '../case.service.ts';
import type { Case } from '../domain/case.ts';
import { ReplyDesk } from '../replies/reply-desk.service.ts';
import { commandsOf, openLeg, type ReferralAnswer } from './domain/answer-referral.ts';
import { ReferralNotFound } from './domain/referral-errors.ts';
import { type Referral, ReferralRepository } from './referral.repository.ts';

/** What an agency outside the city reads by its link. */
@Injectable()
export class Referrals {
  constructor(
    private readonly database: Database,
    private readonly referrals: ReferralRepository,
    private readonly cases: CaseRepository,
    private readonly agencies: Agencies,
  ) {}

  /** @throws ReferralNotFound, ReferralOver */
  async read(token: string): Promise<{ readonly of: Case; readonly agencyCode: string }> {
    const { caseNo, agencyCode, assignmentId } = await this.find(token);
    const of = await this.cases.find(this.database, caseNo, { all: true });
    if (!of) throw new ReferralNotFound();
    openLeg(of, assignmentId);
    return { of, agencyCode };
  }

  /** @throws ReferralNotFound */
  async find(token: string): Promise<Referral> {
    const referral = await this.referrals.find(this.database, tokenHash(token));
    if (!referral) throw new ReferralNotFound();
    return referral;
  }

  /** Who answers for an agency whose staff have no accounts. */
  outsider(agencyCode: string): ActorRef {
    return { kind: 'STAFF', id: null, name: this.agencies.find(agencyCode)?.nameZh ?? agencyCode };
  }
}

/** Takes the answers of agencies outside the city. */
@Injectable()
export class ReferralAnswers {
  constructor(
    private readonly database: Database,
    private readonly referrals: Referrals,
    private readonly cases: Cases,
    private readonly replies: ReplyDesk,
    private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * @param key null when the caller sent none; then a repeated answer finds the referral over
   * @throws ReferralNotFound, ReferralOver, CoHandlersOpen, IdempotencyKeyReused
   */
  async answer(
    token: string,
    answer: Pick<ReferralAnswer, 'text' | 'outcome'>,
    key: string | null,
  ): Promise<Answered<{ caseNo: string }>> {
    const { caseId, caseNo, agencyCode, assignmentId } = await this.referrals.find(token);
    const by = this.referrals.outsider(agencyCode);
    const remedyOf = await this.replies.remedyOfCity(caseNo);
    return this.keys.once(`referral ${assignmentId}`, key, answer, (remember) =>
      this.database.transaction(async (tx) => {
        await this.cases.executeAll(tx, { by, caseId, agencyCode }, (of) =>
          commandsOf(of, assignmentId, { ...answer, outsider: by.name, legalRemedy: remedyOf(of) }),
        );
        const remembered = remember({ caseNo });
        if (remembered) await tx.query(remembered);
        return { caseNo };
      }),
    );
  }
}
