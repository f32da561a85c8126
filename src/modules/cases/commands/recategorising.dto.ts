import { IsDefined } from 'class-validator';
import type { Actor } from '../../../kernel/actor.ts';
import { IsFilled, IsText } from '../../../platform/http/index.ts';
import type { RecategorisingCommand } from '../domain/recategorising.ts';
import type { Recategorisation } from './recategorise-desk.service.ts';

const REASON = 2_000;
const CODE = 40;

export class RecategoriseDto {
  @IsText(CODE)
  @IsFilled()
  @IsDefined()
  categoryCode: string;

  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export function toRecategorise(found: Recategorisation, { roles }: Actor, reason: string): RecategorisingCommand {
  const { category, decision, sla, startedAt, dueAt } = found;
  const { code, urgency, safetyHazard, confidential } = category;
  const { leadAgencyCode, coAgencyCodes, ruleId } = decision;
  return {
    type: 'recategorise',
    category: { code, urgency, safetyHazard, confidential },
    destination: leadAgencyCode === null ? null : { agencyCode: leadAgencyCode, coAgencyCodes, ruleId },
    ...{ sla, startedAt, dueAt, reason },
    authority: roles.some(({ role }) => role === 'CITY_SUPERVISOR') ? 'CITY' : 'OTHER',
  };
}
