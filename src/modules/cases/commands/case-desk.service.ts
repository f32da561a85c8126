import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { parseReferenceNumber } from '../../../kernel/reference-number.ts';
import { HandlerReadModel } from '../handler.read-model.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import type { NoActionGround, ReopenReason } from '../domain/case.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Call } from '../domain/call.ts';
import { CasePolicy } from '../domain/case-policy.ts';
import { BadEarlierCase } from '../domain/ending-errors.ts';
import { EarlierCaseReadModel } from '../earlier-case.read-model.ts';

/** Makes commands of what staff typed about the work on a case: handlers with their agencies, earlier cases that can be read. */
@Injectable()
export class CaseDesk {
  constructor(
    private readonly handlers: HandlerReadModel,
    private readonly earlier: EarlierCaseReadModel,
    private readonly policy: CasePolicy,
  ) {}

  /** A handler who names nobody takes the case; a supervisor who names nobody leaves it to the agency. */
  async accept(actor: Actor, handlerId: string | null): Promise<CaseCommand> {
    if (handlerId !== null) return { type: 'accept', handler: await this.handlers.get(handlerId) };
    const handles = actor.roles.filter(({ role }) => role === 'HANDLER').flatMap(({ agencyCode }) => agencyCode ?? []);
    return { type: 'accept', handler: handles.length === 0 ? null : { id: actor.id, agencyCodes: handles } };
  }

  async assign(handlerId: string): Promise<CaseCommand> {
    return { type: 'assign', handler: await this.handlers.get(handlerId) };
  }

  note(text: string, isPublic: boolean, attachmentIds: readonly string[]): CaseCommand {
    return { type: 'note', text, public: isPublic, attachmentIds };
  }

  submitReply(text: string, outcome: Outcome, attachmentIds: readonly string[]): Extract<CaseCommand, { type: 'submit-reply' }> {
    return { type: 'submit-reply', text, outcome, attachmentIds };
  }

  reopen(reason: string, reasonCode: ReopenReason): CaseCommand {
    return { type: 'reopen', reason, reasonCode, withinDays: this.policy.reopenWithinDays };
  }

  /** @throws BadEarlierCase when an earlier case is named that the caller cannot read */
  async noAction({ actor, caseNo }: Call, ground: NoActionGround, typedNo: string | null, note: string): Promise<CaseCommand> {
    const earlierNo = typedNo === null ? null : parseReferenceNumber('C', typedNo);
    if (typedNo !== null && earlierNo === null) throw new BadEarlierCase('UNKNOWN');
    const earlier = earlierNo === null ? null : await this.earlier.get(caseNo, earlierNo, actor.scope);
    return { type: 'no-action', ground, earlier, note };
  }
}
