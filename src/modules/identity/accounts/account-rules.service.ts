import { Injectable } from '@nestjs/common';
import type { Scope } from '../../../kernel/actor.ts';
import { addDays, type CivilDate, dayOf, instantAt, nextDay } from '../../../kernel/civil-date.ts';
import { type FieldError, InvalidInput } from '../../../kernel/errors.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { City } from '../../../platform/config/index.ts';
import { AccountPolicy } from '../domain/account-policy.ts';
import { displayNameErrors, usernameErrors } from '../domain/new-account.ts';
import type { RoleGrant } from '../domain/role.ts';
import { CityRolePlaces } from '../role-places.service.ts';
import { grantErrors } from './domain/role-grants.ts';

/** What somebody wants an account to be. */
export interface WantedAccount {
  readonly displayName: string;
  readonly email: string | null;
  readonly roles: readonly RoleGrant[];
  /** The last day; null: it lasts. */
  readonly expiresOn: CivilDate | null;
}

/** What the city says of the accounts that people may have. */
@Injectable()
export class AccountRules {
  constructor(
    private readonly places: CityRolePlaces,
    private readonly policy: AccountPolicy,
    private readonly time: CityTime,
    private readonly city: City,
  ) {}

  now(): Date {
    return this.time.now();
  }

  /** An instant as answers write it. */
  write(at: Date): string {
    return this.time.write(at);
  }

  /** @param within the agencies for which the caller may ask @throws InvalidInput naming every wrong field */
  checkNew(username: string, wanted: WantedAccount, within: Scope): void {
    refuse([...usernameErrors(username), ...this.errorsOf(wanted, within), ...this.lastDayErrors(wanted.expiresOn)]);
  }

  /** @param lastsUntil its end as it is: a day that was right once stays right @throws InvalidInput */
  checkChanged(wanted: WantedAccount, within: Scope, lastsUntil: Date | null): void {
    const isSame = this.endOf(wanted.expiresOn)?.getTime() === lastsUntil?.getTime();
    refuse([...this.errorsOf(wanted, within), ...(isSame ? [] : this.lastDayErrors(wanted.expiresOn))]);
  }

  /** The instant after a last day. */
  endOf(lastDay: CivilDate | null): Date | null {
    return lastDay === null ? null : instantAt(nextDay(lastDay), 0, this.city.timeZone);
  }

  /** The last day before an instant. */
  lastDayBefore(end: Date): CivilDate {
    return dayOf(new Date(end.getTime() - 1), this.city.timeZone);
  }

  private errorsOf({ displayName, roles }: WantedAccount, within: Scope): FieldError[] {
    return [...displayNameErrors(displayName), ...grantErrors(roles, this.places, within)];
  }

  private lastDayErrors(lastDay: CivilDate | null): FieldError[] {
    const today = this.time.today();
    const { temporaryDays } = this.policy;
    if (lastDay === null || (lastDay >= today && lastDay <= addDays(today, temporaryDays))) return [];
    return [
      {
        field: 'expiresOn',
        code: 'account.last_day',
        text: {
          'zh-TW': `臨時帳號的最後使用日須為今日起 ${temporaryDays} 日內`,
          en: `The last day of a temporary account is today or within ${temporaryDays} days`,
        },
      },
    ];
  }
}

/** @throws InvalidInput when there is an error */
function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new InvalidInput(errors);
}
