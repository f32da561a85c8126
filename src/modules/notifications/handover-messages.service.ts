import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.ts';
import { Agencies } from '../agencies/index.ts';
import { CaseLinks } from '../cases/index.ts';
import { keyLink } from './domain/key-link.ts';
import { MessageSettings } from './domain/message-settings.ts';
import type { Occasion } from './domain/occasion.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** Tells agencies that they have got a case: those of the city where they find it, those outside it with a link by which they answer. */
@Injectable()
export class HandoverMessages {
  constructor(
    private readonly staff: StaffMessages,
    private readonly agencies: Agencies,
    private readonly links: CaseLinks,
    private readonly settings: MessageSettings,
  ) {}

  tell(tx: Tx, occasion: Omit<Occasion, 'template'>, agencyCode: string): Promise<void> {
    return this.agencies.find(agencyCode)?.kind === 'EXTERNAL'
      ? this.sendLink(tx, { ...occasion, template: 'referred' }, agencyCode)
      : this.staff.tellAgency(tx, { ...occasion, template: 'dispatched' }, agencyCode);
  }

  /** Tells an agency outside the city, with a link by which it answers. */
  async sendLink(tx: Tx, occasion: Occasion, agencyCode: string): Promise<void> {
    const token = await this.links.toReferral(tx, occasion.caseId, agencyCode);
    if (token === null) return; // it has left the case meanwhile
    await this.staff.tellAgency(tx, occasion, agencyCode, keyLink('referral', token, this.settings));
  }
}
