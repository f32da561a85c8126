import { Injectable } from '@nestjs/common';
import { type Actor, type ActorRef, CITIZEN, type Scope, SYSTEM } from '../../kernel/actor.ts';
import { referenceNumber } from '../../kernel/reference-number.ts';
import { Database, SequenceBlocks, type Sql, type Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import type { BusinessCalendar } from '../calendar/index.ts';
import { CaseCircumstances } from './case-circumstances.service.ts';
import { CaseRepository } from './case.repository.ts';
import { strangersAmong } from './case-scope.repository.ts';
import { ChildrenOpen, VersionMismatch } from './domain/case-errors.ts';
import { readCaseNo } from './domain/case-number.ts';
import type { CaseCommand } from './domain/case-lifecycle.ts';
import type { Case } from './domain/case.ts';
import { decideCase } from './domain/decide-case.ts';
import { hasLapsed } from './domain/extending.ts';
import { type Acting, actingOn } from './domain/standing-in.ts';
import { decideJoin, type JoiningPetition } from './merging/domain/decide-join.ts';

/** For which agency, and under which name in the record. */
export interface OnBehalf {
  readonly by: ActorRef;
  readonly caseId: string;
  readonly agencyCode: string;
}

/** What is done to cases. */
@Injectable()
export class Cases {
  constructor(
    private readonly database: Database,
    private readonly cases: CaseRepository,
    private readonly facts: Facts,
    private readonly circumstances: CaseCircumstances,
    private readonly numbers: SequenceBlocks,
  ) {}

  /** @param year of the city's calendar */
  async nextNumber(year: number): Promise<string> {
    return referenceNumber('C', year, await this.numbers.next('case_numbers'));
  }

  /**
   * Applies one command: lock, decide, save, record – together or not at all.
   *
   * @param expectedVersion null when the caller does not mind what happened meanwhile
   * @param alongside what else is written in the same transaction
   * @throws CaseNotFound, VersionMismatch, IllegalCommand
   */
  execute(
    actor: Actor,
    caseNo: string,
    command: CaseCommand,
    expectedVersion: number | null,
    alongside: (of: Case) => Sql | null = () => null,
  ): Promise<Case> {
    return this.database.transaction(async (tx) => {
      const current = await this.cases.lock(tx, caseNo, actor.scope);
      if (expectedVersion !== null && expectedVersion !== current.version) throw new VersionMismatch();
      const next = await this.apply(tx, actor, actor.scope, current, command);
      const more = alongside(next);
      if (more) await tx.query(more);
      return next;
    });
  }

  /** Opens the case of a petition whose citizen has confirmed it, in the transaction of the confirmation. */
  async confirm(tx: Tx, petitionId: string, command: Extract<CaseCommand, { type: 'confirm' }>): Promise<Case> {
    const current = await this.cases.lockOfPetition(tx, petitionId);
    return this.apply(tx, CITIZEN, { all: true }, current, command);
  }

  /** Adds a petition to a case that is being worked on, or to the one that answers for it. @throws CaseNotFound, and what `decideJoin` throws */
  async join(tx: Tx, actor: Actor, typedNo: string, petition: JoiningPetition): Promise<Case> {
    const named = await this.cases.lock(tx, readCaseNo(typedNo), actor.scope);
    const current = named.mergedInto === null ? named : await this.cases.lock(tx, named.mergedInto, actor.scope);
    const { next, facts } = decideJoin(current, petition);
    await this.cases.save(tx, next);
    await this.cases.link(tx, next.id, petition.id, this.circumstances.now());
    await this.facts.record(tx, actor, facts);
    return next;
  }

  /** The case, locked until the transaction ends. @throws CaseNotFound */
  lock(tx: Tx, caseId: string): Promise<Case> {
    return this.cases.lockById(tx, caseId);
  }

  /** The case that a petition opened or joined, locked likewise. */
  lockOfPetition(tx: Tx, petitionId: string): Promise<Case> {
    return this.cases.lockOfPetition(tx, petitionId);
  }

  /** The petitioner's own words: the answer to the question that is open, or what nobody asked. @throws IllegalCommand */
  async receive(
    tx: Tx,
    caseId: string,
    command: Extract<CaseCommand, { type: 'receive-supplement' | 'receive-message' }>,
  ): Promise<Case> {
    return this.apply(tx, CITIZEN, { all: true }, await this.lock(tx, caseId), command);
  }

  /** Goes on without the answer to a question; nothing happens when it is open no longer. */
  async expire(tx: Tx, caseId: string, supplementId: string, calendar: BusinessCalendar): Promise<void> {
    const current = await this.lock(tx, caseId);
    if (current.supplement?.id !== supplementId) return;
    await this.apply(tx, SYSTEM, { all: true }, current, { type: 'expire-supplement', calendar });
  }

  /** Ends the waiting for a decision on an extension; nothing happens when it was decided, or the case has time again. @returns whether it did */
  async lapse(tx: Tx, caseId: string): Promise<boolean> {
    const current = await this.lock(tx, caseId);
    if (!hasLapsed(current, this.circumstances.now())) return false;
    await this.apply(tx, SYSTEM, { all: true }, current, { type: 'expire-extension' });
    return true;
  }

  /**
   * Takes a case up again that its petitioner says is not fixed, in the transaction of whoever decided so. It was asked for in time, so
   * it does not matter how long the decision took.
   *
   * @throws CaseNotFound, IllegalCommand
   */
  async reopen(tx: Tx, actor: Actor, caseNo: string, reason: string): Promise<Case> {
    const current = await this.cases.lock(tx, caseNo, actor.scope);
    const command = { type: 'reopen', reason, reasonCode: 'NOT_FIXED', withinDays: Infinity } as const;
    return this.apply(tx, actor, actor.scope, current, command);
  }

  /**
   * Gives commands for an agency whose staff have no accounts, one after another, in somebody's transaction: all of them or none.
   *
   * @throws CaseNotFound, IllegalCommand
   */
  async executeAll(
    tx: Tx,
    { by, caseId, agencyCode }: OnBehalf,
    commandsOf: (of: Case) => readonly CaseCommand[],
  ): Promise<void> {
    const scope: Scope = { all: false, agencyCodes: [agencyCode] };
    let current = await this.cases.lockById(tx, caseId);
    for (const command of commandsOf(current)) current = await this.apply(tx, by, scope, current, command);
  }

  private async apply(tx: Tx, actor: Acting, scope: Scope, current: Case, command: CaseCommand): Promise<Case> {
    const acting = actingOn(current, command.type, actor, this.circumstances.rules);
    const at = this.circumstances.now();
    await this.cases.checkEnclosed(tx, acting, command, at);
    const { next, facts } = await naming(tx, scope, () =>
      decideCase(current, command, scope, this.circumstances.of(acting, scope)),
    );
    await this.cases.save(tx, next);
    const enclosed = await this.cases.enclose(tx, { command, current, next, at });
    await this.facts.record(tx, acting, [...facts, ...enclosed]);
    return next;
  }
}

/** Decides, and names no open child to whoever may not read it. */
async function naming<Decision>(tx: Tx, scope: Scope, decide: () => Decision): Promise<Decision> {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof ChildrenOpen)) throw error;
    const strangers = await strangersAmong(tx, scope, error.caseNos);
    throw new ChildrenOpen(error.caseNos.filter((caseNo) => !strangers.has(caseNo)));
  }
}
