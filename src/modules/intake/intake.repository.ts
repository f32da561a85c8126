import { Injectable } from '@nestjs/common';
import { type ActorRef, CITIZEN } from '../../kernel/actor.ts';
import type { Fact } from '../../kernel/fact.ts';
import { type Database, join, refusing, type Sql, sql, type Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import type { BusinessCalendar } from '../calendar/index.ts';
import { type Case, CaseRepository, hasBegun } from '../cases/index.ts';
import { Deadlines, type Standstill } from '../deadlines/index.ts';
import { PETITION_CONSTRAINTS, type Petition, PetitionRepository } from '../petitions/index.ts';
import { type Decision, decisionPart } from '../routing/index.ts';
import type { Plan } from './domain/plan.ts';

/** All the rows of one registered petition. */
export interface Registration {
  readonly petition: Petition;
  readonly opened: Case;
  readonly decision: Decision;
  readonly facts: readonly Fact[];
  readonly actor: ActorRef;
  readonly calendar: BusinessCalendar;
  readonly standstill: Standstill | null;
  /** The remembered answer of an idempotency key, as an `INSERT`. */
  readonly remembered: Sql | null;
}

/** What follows from a confirmed petition. */
export interface Confirmed {
  readonly plan: Pick<Plan, 'decision' | 'startedAt' | 'calendar' | 'standstill' | 'remainingMinutes'>;
  readonly confirmed: Case;
  readonly fact: Fact;
}

/** Writes a petition and all that follows from it with one statement: one round trip, all or nothing. */
@Injectable()
export class IntakeRepository {
  constructor(
    private readonly petitions: PetitionRepository,
    private readonly cases: CaseRepository,
    private readonly deadlines: Deadlines,
    private readonly facts: Facts,
  ) {}

  /** @throws ExternalIdTaken, or the database's error when the idempotency key was used before */
  async register(database: Pick<Database, 'statement'>, registration: Registration): Promise<void> {
    const { petition, opened, decision, facts, actor, calendar, standstill, remembered } = registration;
    const parts = [
      this.petitions.insertParts(petition),
      this.cases.insertParts(opened, petition.id),
      sql`decision AS (${decisionPart(decision, opened.id, opened.openedAt)})`,
      ...(hasBegun(opened) ? [this.deadlines.startParts(opened, opened.firstReceivedAt, calendar, standstill)] : []),
      this.facts.parts(actor, facts),
      ...(remembered ? [sql`remembered AS (${remembered})`] : []),
    ];
    await database.statement(sql`WITH ${join(parts, ', ')} SELECT 1`).catch(refusing(PETITION_CONSTRAINTS));
    this.facts.announce();
  }

  /** Writes a petition that joins a case. @throws ExternalIdTaken */
  async insertPetition(tx: Tx, petition: Petition): Promise<void> {
    await tx.query(sql`WITH ${this.petitions.insertParts(petition)} SELECT 1`).catch(refusing(PETITION_CONSTRAINTS));
  }

  /** Records that a petition joined a case. */
  async finishJoin(tx: Tx, actor: ActorRef, fact: Fact, remembered: Sql | null): Promise<void> {
    await this.facts.record(tx, actor, [fact]);
    if (remembered) await tx.query(remembered);
  }

  /** Writes what the confirmation of a petition decided. */
  async insertConfirmed(tx: Tx, { plan, confirmed, fact }: Confirmed): Promise<void> {
    const { decision, startedAt, calendar, standstill, remainingMinutes } = plan;
    const parts = [
      sql`decision AS (${decisionPart(decision, confirmed.id, startedAt)})`,
      this.deadlines.startParts(confirmed, startedAt, calendar, standstill),
    ];
    await tx.query(sql`WITH ${join(parts, ', ')} SELECT 1`);
    if (remainingMinutes !== null) {
      await this.cases.noteClock(tx, confirmed.id, 'PAUSED');
      await this.cases.noteRemaining(tx, confirmed.id, remainingMinutes);
    }
    await this.facts.record(tx, CITIZEN, [fact]);
  }
}
