import { Injectable } from '@nestjs/common';
import { type Actor, agenciesOf } from '../../../kernel/actor.ts';
import { instantAt, nextDay } from '../../../kernel/civil-date.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { City } from '../../../platform/config/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { accountFact, type DeputyEntered, type DeputyRemoved } from '../domain/account-facts.ts';
import {
  checkPeriod,
  type Deputyship,
  NoDeputy,
  NotColleague,
  passedOn,
  UnknownColleague,
  type NamedDeputyship,
} from '../domain/deputy.ts';
import { DeputyRepository } from './deputy.repository.ts';

/** Who takes whose place. Each person has one deputy at a time, and a deputy's own absence passes nothing on. */
@Injectable()
export class Deputies {
  constructor(
    private readonly database: Database,
    private readonly deputies: DeputyRepository,
    private readonly facts: Facts,
    private readonly time: CityTime,
    private readonly city: City,
  ) {}

  /** @throws NoDeputy */
  async get(accountId: string): Promise<NamedDeputyship> {
    const found = await this.deputies.find(this.database, accountId);
    if (!found) throw new NoDeputy();
    return found;
  }

  /** @throws BadDeputyPeriod, NotColleague, UnknownColleague */
  async put(actor: Actor, entered: Deputyship): Promise<NamedDeputyship> {
    const { accountId, deputyId, fromOn, untilOn } = entered;
    checkPeriod(fromOn, untilOn, this.time.today());
    await this.checkColleagues(accountId, deputyId);
    const period = [instantAt(fromOn, 0, this.city.timeZone), instantAt(nextDay(untilOn), 0, this.city.timeZone)] as const;
    await this.database.transaction(async (tx) => {
      await this.deputies.save(tx, entered, period);
      const data = { deputyId, fromOn, untilOn };
      await this.facts.record(tx, actor, [accountFact<DeputyEntered>(accountId, 'account.deputy_entered', data)]);
    });
    return this.get(accountId);
  }

  /** @throws NoDeputy */
  async delete(actor: Actor, accountId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const deputyId = await this.deputies.delete(tx, accountId);
      if (deputyId === null) throw new NoDeputy();
      await this.facts.record(tx, actor, [accountFact<DeputyRemoved>(accountId, 'account.deputy_removed', { deputyId })]);
    });
  }

  /** @throws UnknownColleague when the account is nobody of the agencies that the actor supervises, nor of the bodies below them */
  async checkSupervised({ scope }: Actor, accountId: string): Promise<void> {
    const staff = await this.deputies.findStaff(this.database, accountId);
    const agencyCodes = agenciesOf(scope);
    const isTheirs = staff?.roles.some(
      ({ agencyCode }) => scope.all || (agencyCode !== null && agencyCodes.includes(agencyCode)),
    );
    if (!isTheirs) throw new UnknownColleague();
  }

  private async checkColleagues(accountId: string, deputyId: string): Promise<void> {
    const [absent, deputy] = await Promise.all([
      this.deputies.findStaff(this.database, accountId),
      this.deputies.findStaff(this.database, deputyId),
    ]);
    if (!absent) throw new UnknownColleague();
    if (!deputy || accountId === deputyId || passedOn(absent.roles, deputy.roles).length === 0) throw new NotColleague();
  }
}
