import type { CivilDate } from '../../../kernel/civil-date.ts';
import { type BilingualText, DomainError } from '../../../kernel/errors.ts';
import type { RoleGrant } from './role.ts';

/** Somebody who may learn who petitioned in confidence (專責保密人員), from the first to the last day, both included. */
export interface Custodianship {
  readonly accountId: string;
  /** The cases of one agency; null: of the whole city. */
  readonly agencyCode: string | null;
  readonly fromOn: CivilDate;
  readonly untilOn: CivilDate;
}

export interface NamedCustodianship extends Custodianship {
  readonly name: string;
  readonly appointedById: string;
  readonly appointedBy: string;
}

const ONESELF: BilingualText = { 'zh-TW': '不得指派自己為保密專責人員', en: 'Nobody appoints themselves a custodian' };

export class AppointsOneself extends DomainError {
  readonly code = 'custodian.oneself';
  readonly refusal = 'forbidden';
  readonly text = ONESELF;
}

const BAD_PERIOD: BilingualText = {
  'zh-TW': '指派期間的迄日不得早於起日，也不得早於今日，最長一年',
  en: 'The last day is not before the first, not before today, and at most a year after the first',
};

export class BadCustodianPeriod extends DomainError {
  readonly code = 'custodian.bad_period';
  readonly refusal = 'invalid';
  readonly text = BAD_PERIOD;

  constructor() {
    super({ errors: [{ field: 'until', code: 'custodian.bad_period', text: BAD_PERIOD }] });
  }
}

const NOT_THERE: BilingualText = {
  'zh-TW': '保密專責人員須任職於該機關；全市者須有全市角色',
  en: 'A custodian works at the agency whose cases they may know; one for the city has a role for the whole city',
};

export class NotOfAgency extends DomainError {
  readonly code = 'custodian.not_of_agency';
  readonly refusal = 'invalid';
  readonly text = NOT_THERE;

  constructor() {
    super({ errors: [{ field: 'agencyCode', code: 'custodian.not_of_agency', text: NOT_THERE }] });
  }
}

export class NoCustodian extends DomainError {
  readonly code = 'custodian.none';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '此同仁不是保密專責人員', en: 'They are no custodian' };
}

/** Whoever is trusted with secrets is looked at again each year. */
const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

/** @throws BadCustodianPeriod */
export function checkCustody({ fromOn, untilOn }: Custodianship, today: CivilDate): void {
  const days = (Date.parse(untilOn) - Date.parse(fromOn)) / DAY_MS;
  if (untilOn < today || days < 0 || days >= MOST_DAYS) throw new BadCustodianPeriod();
}

/** @throws NotOfAgency when none of their roles is held where they are to be trusted */
export function checkOffice(roles: readonly RoleGrant[], agencyCode: string | null): void {
  if (!roles.some((grant) => grant.agencyCode === agencyCode)) throw new NotOfAgency();
}
