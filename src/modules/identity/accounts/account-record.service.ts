import { Injectable } from '@nestjs/common';
import type { ActorRef } from '../../../kernel/actor.ts';
import type { Fact } from '../../../kernel/fact.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { SessionService } from '../session.service.ts';

/** What is done to accounts is a fact, and in force at once. */
@Injectable()
export class AccountRecord {
  constructor(
    private readonly facts: Facts,
    private readonly sessions: SessionService,
  ) {}

  async write(tx: Tx, actor: ActorRef, facts: readonly Fact[]): Promise<void> {
    this.sessions.forgetAfter(tx);
    await this.facts.record(tx, actor, facts);
  }

  /** Ends all sessions of an account. @returns how many there were */
  closeSessions(tx: Tx, accountId: string): Promise<number> {
    return this.sessions.closeAll(tx, accountId, null);
  }
}
