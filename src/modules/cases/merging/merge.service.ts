import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import { CaseCircumstances } from '../case-circumstances.service.ts';
import { CaseRepository } from '../case.repository.ts';
import type { Call } from '../domain/call.ts';
import { IllegalCommand, VersionMismatch } from '../domain/case-errors.ts';
import { openCommands } from '../domain/case-lifecycle.ts';
import { readCaseNo } from '../domain/case-number.ts';
import type { Case } from '../domain/case.ts';
import { type Acting, actingOn } from '../domain/standing-in.ts';
import { decideMerge, decideUnmerge, type MergeDecision, type Move } from './domain/decide-merge.ts';
import { MergeRepository } from './merge.repository.ts';

const EVERY_CASE = { all: true } as const;

/** Lets one case answer for two (併案), and takes them apart again: both change together or neither does. */
@Injectable()
export class Merges {
  constructor(
    private readonly database: Database,
    private readonly cases: CaseRepository,
    private readonly merges: MergeRepository,
    private readonly facts: Facts,
    private readonly circumstances: CaseCircumstances,
  ) {}

  /** @returns the merged case @throws CaseNotFound – also for the other one –, VersionMismatch, and what `decideMerge` throws */
  merge(call: Call, typedNo: string, reason: string): Promise<Case> {
    const intoNo = readCaseNo(typedNo);
    return this.database.transaction(async (tx) => {
      await this.cases.lockAll(tx, [call.caseNo, intoNo]);
      const of = await this.current(tx, call);
      const into = await this.cases.lock(tx, intoNo, call.actor.scope);
      const move = { petitionIds: await this.merges.petitionsOf(tx, of.id), reason };
      const acting = actingOn(of, 'merge', call.actor, this.circumstances.rules);
      const decision = decideMerge(of, into, move, call.actor.scope, this.circumstances.of(acting, call.actor.scope));
      await this.merges.move(tx, move.petitionIds, of.id, into.id);
      return this.keep(tx, acting, decision);
    });
  }

  /** @returns the case that is on its own again @throws CaseNotFound, VersionMismatch, and what `decideUnmerge` throws */
  unmerge(call: Call, reason: string): Promise<Case> {
    return this.database.transaction(async (tx) => {
      const { of, survivor } = await this.lockWithSurvivor(tx, call);
      const move: Move = { petitionIds: await this.merges.petitionsFrom(tx, of.id, survivor.id), reason };
      const acting = actingOn(of, 'unmerge', call.actor, this.circumstances.rules);
      const decision = decideUnmerge(of, survivor, move, call.actor.scope, this.circumstances.of(acting, call.actor.scope));
      await this.merges.move(tx, move.petitionIds, survivor.id, of.id);
      return this.keep(tx, acting, decision);
    });
  }

  /** A merged case and the one that answers for it. @throws CaseNotFound, VersionMismatch, IllegalCommand when it is not merged */
  private async lockWithSurvivor(tx: Tx, call: Call): Promise<{ readonly of: Case; readonly survivor: Case }> {
    const seen = await this.cases.find(tx, call.caseNo, EVERY_CASE);
    await this.cases.lockAll(tx, [call.caseNo, ...(seen?.mergedInto ? [seen.mergedInto] : [])]);
    for (let of = await this.current(tx, call); ;) {
      if (of.mergedInto === null) throw new IllegalCommand('unmerge', of.status, openCommands(of));
      const survivor = await this.cases.lock(tx, of.mergedInto, EVERY_CASE);
      of = await this.current(tx, call); // the survivor may have been merged on before its lock was got
      if (of.mergedInto === survivor.caseNo) return { of, survivor };
    }
  }

  private async current(tx: Tx, { actor, caseNo, expectedVersion }: Call): Promise<Case> {
    const of = await this.cases.lock(tx, caseNo, actor.scope);
    if (expectedVersion !== null && expectedVersion !== of.version) throw new VersionMismatch();
    return of;
  }

  private async keep(tx: Tx, acting: Acting, { merged, survivor }: MergeDecision): Promise<Case> {
    await this.cases.save(tx, survivor.next);
    await this.cases.save(tx, merged.next);
    await this.facts.record(tx, acting, [...merged.facts, ...survivor.facts]);
    return merged.next;
  }
}
