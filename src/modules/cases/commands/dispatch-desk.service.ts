import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Agencies, isActive } from '../../agencies/index.ts';
import { Calendars } from '../../calendar/index.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import { CasePolicy } from '../domain/case-policy.ts';
import { isCityLevel } from '../domain/authority.ts';

/** Makes commands of what staff typed about the agency of a case: one that can take it. */
@Injectable()
export class DispatchDesk {
  constructor(
    private readonly agencies: Agencies,
    private readonly calendars: Calendars,
    private readonly policy: CasePolicy,
    private readonly time: CityTime,
  ) {}

  /** @throws InvalidInput when an agency cannot take the case */
  dispatch(actor: Actor, agencyCode: string, coAgencyCodes: readonly string[], reason: string): CaseCommand {
    this.checkReceiving('agencyCode', agencyCode);
    for (const code of coAgencyCodes) this.checkReceiving('coAgencyCodes', code);
    const by = isCityLevel(actor.scope) ? 'DISPATCHER' : 'CHIEF';
    return { type: 'dispatch', agencyCode, coAgencyCodes, reason, by };
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
    const limit = { value: this.policy.returnDecisionDays, unit: 'WORKING_DAY' } as const;
    const decideBy = this.calendars.current().dueAt(this.time.now(), limit).at;
    return { type: 'return', reason, proposedAgencyCode, decideBy };
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
