import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { accountFact } from '../domain/account-facts.ts';
import type { SessionsEnded } from '../domain/account-life-facts.ts';
import type { RoleGrant } from '../domain/role.ts';
import { SessionRules } from '../session-rules.service.ts';
import { SessionRepository } from '../session.repository.ts';
import { SessionService } from '../session.service.ts';
import { type OwnSession, sessionEnd } from './domain/session-end.ts';
import { NoSuchSession } from './domain/session-errors.ts';

/** One's own sessions. */
@Injectable()
export class MySessions {
  constructor(
    private readonly database: Database,
    private readonly repository: SessionRepository,
    private readonly sessions: SessionService,
    private readonly rules: SessionRules,
    private readonly facts: Facts,
  ) {}

  /** Those that are not over, the latest used first. `expiresAt` is when each ends unless it is used before. */
  async list({ id, roles }: Actor): Promise<OwnSession[]> {
    const lengths = this.rules.lengthsFor(roles as readonly RoleGrant[]);
    const now = this.rules.now();
    return (await this.repository.list(this.database, id))
      .map((session) => ({ ...session, expiresAt: sessionEnd(session, lengths) }))
      .filter(({ expiresAt }) => expiresAt > now);
  }

  /** @throws NoSuchSession */
  end(actor: Actor, sessionId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      if (!(await this.repository.deleteById(tx, actor.id, sessionId))) throw new NoSuchSession();
      this.sessions.forgetAfter(tx);
      await this.facts.record(tx, actor, [this.ended(actor, 1)]);
    });
  }

  /** All but the one that asks. */
  endOthers(actor: Actor): Promise<void> {
    return this.database.transaction(async (tx) => {
      const sessions = await this.sessions.closeAll(tx, actor.id, actor.sessionId ?? null);
      if (sessions > 0) await this.facts.record(tx, actor, [this.ended(actor, sessions)]);
    });
  }

  private ended({ id }: Actor, sessions: number): SessionsEnded {
    return accountFact<SessionsEnded>(id, 'account.sessions_ended', { by: 'HOLDER', sessions });
  }
}
