import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { instantAt, nextDay } from '../../../kernel/civil-date.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { City } from '../../../platform/config/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { accountFact, type CustodianAppointed, type CustodianDismissed } from '../domain/account-facts.ts';
import {
  AppointsOneself,
  checkCustody,
  checkOffice,
  type Custodianship,
  type NamedCustodianship,
  NoCustodian,
} from '../domain/custodian.ts';
import { UnknownColleague } from '../domain/deputy.ts';
import { CustodianRepository } from './custodian.repository.ts';

/** Who is trusted with those who petitioned in confidence: persons by name, whatever their roles. */
@Injectable()
export class Custodians {
  constructor(
    private readonly database: Database,
    private readonly custodians: CustodianRepository,
    private readonly facts: Facts,
    private readonly time: CityTime,
    private readonly city: City,
  ) {}

  /** All that have not ended. */
  list(): Promise<NamedCustodianship[]> {
    return this.custodians.list(this.database, this.time.now());
  }

  /** @throws AppointsOneself, UnknownColleague, BadCustodianPeriod, NotOfAgency */
  async appoint(actor: Actor, appointed: Custodianship): Promise<NamedCustodianship> {
    const { accountId, agencyCode, fromOn, untilOn } = appointed;
    if (isOneself(actor, accountId)) throw new AppointsOneself();
    const roles = await this.custodians.rolesOf(this.database, accountId);
    if (roles === null) throw new UnknownColleague();
    checkCustody(appointed, this.time.today());
    checkOffice(roles, agencyCode);
    const period = [instantAt(fromOn, 0, this.city.timeZone), instantAt(nextDay(untilOn), 0, this.city.timeZone)] as const;
    await this.database.transaction(async (tx) => {
      await this.custodians.save(tx, { ...appointed, period, appointedById: actor.id, at: this.time.now() });
      const data = { agencyCode, fromOn, untilOn };
      await this.facts.record(tx, actor, [accountFact<CustodianAppointed>(accountId, 'account.custodian_appointed', data)]);
    });
    return (await this.custodians.find(this.database, accountId))!;
  }

  /** Whatever was revealed to them is so no more at once. @throws NoCustodian */
  async dismiss(actor: Actor, accountId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.custodians.delete(tx, accountId))) throw new NoCustodian();
      await this.facts.record(tx, actor, [accountFact<CustodianDismissed>(accountId, 'account.custodian_dismissed', {})]);
    });
  }
}

/** A deputy appoints neither themselves nor the one whose place they take. */
const isOneself = (actor: Actor, accountId: string): boolean => accountId === actor.id || accountId === actor.onBehalfOf?.id;
