import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { CaseCircumstances } from '../case-circumstances.service.ts';
import { CaseRepository } from '../case.repository.ts';
import type { Call } from '../domain/call.ts';
import { VersionMismatch } from '../domain/case-errors.ts';
import { readCaseNo } from '../domain/case-number.ts';
import type { Case } from '../domain/case.ts';
import { type Acting, actingOn } from '../domain/standing-in.ts';
import { decideClearParent, decideSetParent, type FamilyDecision } from './domain/decide-family.ts';
import { HasNoParent } from './domain/family-errors.ts';

/** Puts cases together that are worked on apart (母案, 子案). */
@Injectable()
export class Families {
  constructor(
    private readonly database: Database,
    private readonly cases: CaseRepository,
    private readonly facts: Facts,
    private readonly circumstances: CaseCircumstances,
  ) {}

  /** @returns the child @throws CaseNotFound – also for the parent –, VersionMismatch, and what `decideSetParent` throws */
  setParent(call: Call, typedNo: string, reason: string): Promise<Case> {
    const parentNo = readCaseNo(typedNo);
    return this.database.transaction(async (tx) => {
      await this.cases.lockAll(tx, [call.caseNo, parentNo]);
      const of = await this.current(tx, call);
      const parent = await this.cases.lock(tx, parentNo, call.actor.scope);
      const acting = actingOn(of, 'set-parent', call.actor, this.circumstances.rules);
      return this.keep(
        tx,
        acting,
        decideSetParent(of, parent, reason, call.actor.scope, this.circumstances.of(acting, call.actor.scope)),
      );
    });
  }

  /** @returns the case on its own @throws CaseNotFound, VersionMismatch, HasNoParent, and what `decideClearParent` throws */
  clearParent(call: Call, reason: string): Promise<Case> {
    return this.database.transaction(async (tx) => {
      const seen = await this.cases.find(tx, call.caseNo, call.actor.scope);
      await this.cases.lockAll(tx, [call.caseNo, ...(seen?.parent ? [seen.parent.caseNo] : [])]);
      const of = await this.current(tx, call);
      if (of.parent === null) throw new HasNoParent();
      const parent = await this.cases.lockById(tx, of.parent.id);
      const acting = actingOn(of, 'clear-parent', call.actor, this.circumstances.rules);
      return this.keep(
        tx,
        acting,
        decideClearParent(of, parent, reason, call.actor.scope, this.circumstances.of(acting, call.actor.scope)),
      );
    });
  }

  private async current(tx: Tx, { actor, caseNo, expectedVersion }: Call): Promise<Case> {
    const of = await this.cases.lock(tx, caseNo, actor.scope);
    if (expectedVersion !== null && expectedVersion !== of.version) throw new VersionMismatch();
    return of;
  }

  private async keep(tx: Tx, acting: Acting, { child, parent }: FamilyDecision): Promise<Case> {
    await this.cases.save(tx, parent.next);
    await this.cases.save(tx, child.next);
    await this.facts.record(tx, acting, [...child.facts, ...parent.facts]);
    return child.next;
  }
}
