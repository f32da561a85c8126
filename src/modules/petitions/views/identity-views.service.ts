import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { type IdentityView, identityViewed } from '../domain/petition-facts.ts';
import { IdentityViewRepository } from './identity-view.repository.ts';

/** Records who was shown whom. Nothing is shown that could not be recorded. */
@Injectable()
export class IdentityViews {
  constructor(
    private readonly database: Database,
    private readonly views: IdentityViewRepository,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** One fact for each person, petition and ground: a list that is looked at again tells nothing new. */
  async record(actor: Actor, views: readonly IdentityView[]): Promise<void> {
    if (views.length === 0) return;
    await this.database.transaction(async (tx) => {
      const fresh = await this.views.add(tx, actor.id, views, this.clock.now());
      await this.facts.record(tx, actor, fresh.map(identityViewed));
    });
  }

  /** The same of a machine of the city, which is known by its name. */
  async recordMachine(name: string, views: readonly IdentityView[]): Promise<void> {
    if (views.length === 0) return;
    await this.database.transaction(async (tx) => {
      const fresh = await this.views.addOfMachine(tx, name, views, this.clock.now());
      await this.facts.record(tx, { kind: 'MACHINE', id: null, name }, fresh.map(identityViewed));
    });
  }
}
