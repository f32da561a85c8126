import { AgencyRepository } from '../../src/modules/agencies/agency.repository.ts';
import { Agencies } from '../../src/modules/agencies/agency.service.ts';
import { CaseLinks } from '../../src/modules/cases/case-link.service.ts';
import { ReferralRepository } from '../../src/modules/cases/referrals/referral.repository.ts';
import { SupplementRepository } from '../../src/modules/cases/supplements/supplement.repository.ts';
import type { MessageSettings } from '../../src/modules/notifications/domain/message-settings.ts';
import { HandoverMessages } from '../../src/modules/notifications/handover-messages.service.ts';
import type { StaffMessages } from '../../src/modules/notifications/staff-messages.service.ts';
import type { Clock } from '../../src/platform/clock/index.ts';
import type { Database } from '../../src/platform/database/index.ts';

/** What tells agencies of their cases, knowing the agencies that are in the database now. */
export async function handoverMessages(
  database: Database,
  staff: StaffMessages,
  settings: MessageSettings,
  clock: Clock,
): Promise<HandoverMessages> {
  const agencies = new Agencies(database, new AgencyRepository(), clock);
  await agencies.refresh();
  return new HandoverMessages(
    staff,
    agencies,
    new CaseLinks(new ReferralRepository(), new SupplementRepository(), clock),
    settings,
  );
}
