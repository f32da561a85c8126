import { IsDefined, IsOptional } from 'class-validator';
import { IsDay, IsText } from '../../../platform/http/index.ts';
import type { NamedCustodianship } from '../domain/custodian.ts';

const CODE = 40;

export class CustodianDto {
  /** The agency whose cases they may know the petitioners of; null, or left out: the whole city. */
  @IsText(CODE)
  @IsOptional()
  agencyCode?: string | null;

  /** The first day. */
  @IsDay()
  @IsDefined()
  from: string;

  /** The last day, at most a year later. */
  @IsDay()
  @IsDefined()
  until: string;
}

export class CustodianPersonView {
  id: string;
  displayName: string;
}

/** Who may learn who petitioned in confidence, from the first to the last day. */
export class CustodianView {
  custodian: CustodianPersonView;
  /** Null: the whole city. */
  agencyCode: string | null;
  from: string;
  until: string;
  appointedBy: CustodianPersonView;
  /** Whether it is so today. */
  active: boolean;
}

export const toCustodianView = (of: NamedCustodianship, today: string): CustodianView => ({
  custodian: { id: of.accountId, displayName: of.name },
  agencyCode: of.agencyCode,
  from: of.fromOn,
  until: of.untilOn,
  appointedBy: { id: of.appointedById, displayName: of.appointedBy },
  active: of.fromOn <= today && today <= of.untilOn,
});
