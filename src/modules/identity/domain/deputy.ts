import type { CivilDate } from '../../../kernel/civil-date.ts';
import { type BilingualText, DomainError } from '../../../kernel/errors.ts';
import { type Role, type RoleGrant } from './role.ts';

/** Who takes somebody's place while they are away, from the first to the last day, both included. */
export interface Deputyship {
  readonly accountId: string;
  readonly deputyId: string;
  readonly fromOn: CivilDate;
  readonly untilOn: CivilDate;
}

/** A deputyship with the name of the deputy. */
export interface NamedDeputyship extends Deputyship {
  readonly deputyName: string;
}

/** Somebody who is away, as their deputy takes their place: only in what they do for an agency that the deputy works for as well. */
export interface StandIn {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly RoleGrant[];
}

/** The roles whose work a deputy can do. Who keeps accounts, audits or answers calls has no cases to hand over. */
const PASSED_ON: readonly Role[] = ['HANDLER', 'AGENCY_SUPERVISOR', 'DISPATCHER', 'CITY_SUPERVISOR'];

const isPassedOn = ({ role }: RoleGrant): boolean => PASSED_ON.includes(role);

/**
 * What of an absent person's roles a deputy takes over: those at an agency that both work for; the city counts as one, and whoever works
 * for all of it takes the place of those who look after one district.
 */
export const passedOn = (absent: readonly RoleGrant[], deputy: readonly RoleGrant[]): RoleGrant[] =>
  absent.filter((grant) => isPassedOn(grant) && deputy.some((own) => isPassedOn(own) && worksWhere(own, grant)));

const worksWhere = (own: RoleGrant, absent: RoleGrant): boolean =>
  own.agencyCode === absent.agencyCode && (!own.districtCode || own.districtCode === absent.districtCode);

const NOT_COLLEAGUE: BilingualText = {
  'zh-TW': '代理人須為同機關的另一位在職同仁',
  en: 'A deputy is another member of staff of the same agency',
};

export class NotColleague extends DomainError {
  readonly code = 'deputy.not_colleague';
  readonly refusal = 'invalid';
  readonly text = NOT_COLLEAGUE;

  constructor() {
    super({ errors: [{ field: 'deputyId', code: 'deputy.not_colleague', text: NOT_COLLEAGUE }] });
  }
}

const BAD_PERIOD: BilingualText = {
  'zh-TW': '代理期間的迄日不得早於起日，也不得早於今日',
  en: 'The last day is not before the first, and not before today',
};

export class BadDeputyPeriod extends DomainError {
  readonly code = 'deputy.bad_period';
  readonly refusal = 'invalid';
  readonly text = BAD_PERIOD;

  constructor() {
    super({ errors: [{ field: 'until', code: 'deputy.bad_period', text: BAD_PERIOD }] });
  }
}

/** Nobody is entered, or the account is none of the caller's people. */
export class NoDeputy extends DomainError {
  readonly code = 'deputy.none';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '沒有設定代理人', en: 'No deputy is entered' };
}

/** Missing, or nobody of the caller's agencies: the answer is the same. */
export class UnknownColleague extends DomainError {
  readonly code = 'account.not_found';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '查無此同仁', en: 'There is no such member of your staff' };
}

/** @throws BadDeputyPeriod */
export function checkPeriod(fromOn: CivilDate, untilOn: CivilDate, today: CivilDate): void {
  if (untilOn < fromOn || untilOn < today) throw new BadDeputyPeriod();
}
