import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Agencies, isActive } from '../../agencies/index.ts';
import { HandlerReadModel } from '../handler.read-model.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import type { Outcome } from '../domain/case.ts';

/** Makes commands of what staff typed: agencies that can take a case, handlers with their agencies. */
@Injectable()
export class CaseDesk {
  constructor(
    private readonly agencies: Agencies,
    private readonly handlers: HandlerReadModel,
    private readonly time: CityTime,
  ) {}

  /** @throws InvalidInput when an agency cannot take the case */
  dispatch(agencyCode: string, coAgencyCodes: readonly string[], reason: string): CaseCommand {
    this.checkReceiving('agencyCode', agencyCode);
    for (const code of coAgencyCodes) this.checkReceiving('coAgencyCodes', code);
    return { type: 'dispatch', agencyCode, coAgencyCodes, reason };
  }

  /** @throws InvalidInput when the agency cannot take a case */
  addCoHandler(agencyCode: string, reason: string): CaseCommand {
    this.checkReceiving('agencyCode', agencyCode);
    return { type: 'add-co-handler', agencyCode, reason };
  }

  /** @throws InvalidInput when the agency cannot take the case */
  transfer(agencyCode: string, reason: string): CaseCommand {
    this.checkReceiving('agencyCode', agencyCode);
    return { type: 'transfer', agencyCode, reason };
  }

  /** @throws InvalidInput when there is no such agency */
  giveBack(reason: string, proposedAgencyCode: string | null): CaseCommand {
    if (proposedAgencyCode !== null) this.checkReceiving('proposedAgencyCode', proposedAgencyCode);
    return { type: 'return', reason, proposedAgencyCode };
  }

  /** A handler who names nobody takes the case; a supervisor who names nobody leaves it to the agency. */
  async accept(actor: Actor, handlerId: string | null): Promise<CaseCommand> {
    if (handlerId !== null) return { type: 'accept', handler: await this.handlers.get(handlerId) };
    const handles = actor.roles.filter(({ role }) => role === 'HANDLER').flatMap(({ agencyCode }) => agencyCode ?? []);
    return { type: 'accept', handler: handles.length === 0 ? null : { id: actor.id, agencyCodes: handles } };
  }

  async assign(handlerId: string): Promise<CaseCommand> {
    return { type: 'assign', handler: await this.handlers.get(handlerId) };
  }

  /** @throws InvalidInput when an attachment was never sent */
  note(text: string, isPublic: boolean, attachmentIds: readonly string[]): CaseCommand {
    checkAttachments(attachmentIds);
    return { type: 'note', text, public: isPublic, attachmentIds };
  }

  /** @throws InvalidInput when an attachment was never sent */
  submitReply(text: string, outcome: Outcome, attachmentIds: readonly string[]): Extract<CaseCommand, { type: 'submit-reply' }> {
    checkAttachments(attachmentIds);
    return { type: 'submit-reply', text, outcome, attachmentIds };
  }

  private checkReceiving(field: string, code: string): void {
    const agency = this.agencies.find(code);
    if (agency?.receivesCases && isActive(agency, this.time.today())) return;
    throw new InvalidInput([
      {
        field,
        code: 'agency.not_receiving',
        text: { 'zh-TW': '沒有這個機關，或該機關不受理案件', en: 'there is no such agency, or it takes no cases' },
      },
    ]);
  }
}

/** Nothing can be uploaded yet, so no id can be one. */
function checkAttachments(ids: readonly string[]): void {
  if (ids.length === 0) return;
  throw new InvalidInput([
    { field: 'attachmentIds', code: 'attachment.unknown', text: { 'zh-TW': '沒有這個附件', en: 'there is no such attachment' } },
  ]);
}
