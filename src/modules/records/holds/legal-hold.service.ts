import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database, type Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { CaseAnonymised } from '../../cases/index.ts';
import { holdLifted, holdPlaced, type LegalHold, NotHeld } from './domain/legal-hold.ts';
import { LegalHoldRepository } from './legal-hold.repository.ts';

/** Keeps cases from being made anonymous. */
@Injectable()
export class LegalHolds {
  constructor(
    private readonly database: Database,
    private readonly holds: LegalHoldRepository,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** @throws CaseNotFound, AlreadyHeld, CaseAnonymised */
  place(actor: Actor, caseNo: string, reason: string): Promise<LegalHold[]> {
    return this.change(actor, caseNo, async (tx, caseId) => {
      const open = { liftedBy: null, liftedAt: null, liftReason: null };
      const hold = { id: newId(), caseId, reason, placedBy: actor.name, placedAt: this.clock.now(), ...open };
      await this.holds.place(tx, hold);
      await this.facts.record(tx, actor, [holdPlaced(caseId, reason)]);
    });
  }

  /** @throws CaseNotFound, NotHeld, CaseAnonymised */
  lift(actor: Actor, caseNo: string, reason: string): Promise<LegalHold[]> {
    return this.change(actor, caseNo, async (tx, caseId) => {
      if (!(await this.holds.lift(tx, caseId, actor.name, reason, this.clock.now()))) throw new NotHeld();
      await this.facts.record(tx, actor, [holdLifted(caseId, reason)]);
    });
  }

  /** All there were, the newest first. @throws CaseNotFound */
  async of({ scope }: Actor, caseNo: string): Promise<LegalHold[]> {
    const { id } = await this.holds.getCase(this.database, caseNo, scope);
    return this.holds.of(this.database, id);
  }

  private change(actor: Actor, caseNo: string, work: (tx: Tx, caseId: string) => Promise<void>): Promise<LegalHold[]> {
    return this.database.transaction(async (tx) => {
      const { id, anonymisedAt } = await this.holds.lockCase(tx, caseNo, actor.scope);
      if (anonymisedAt) throw new CaseAnonymised();
      await work(tx, id);
      return this.holds.of(tx, id);
    });
  }
}
