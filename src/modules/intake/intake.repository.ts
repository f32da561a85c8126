import { Injectable } from '@nestjs/common';
import { type ActorRef, CITIZEN } from '../../kernel/actor.ts';
import type { Fact } from '../../kernel/fact.ts';
import { type Database, type Db, join, refusing, type Sql, sql, type Tx } from '../../platform/database/index.ts';
import { Facts } from '../../platform/facts/index.ts';
import type { BusinessCalendar } from '../calendar/index.ts';
import { type Case, CaseRepository, hasBegun } from '../cases/index.ts';
import { ATTACHMENT_CONSTRAINTS, AttachmentRepository, type AttachmentTarget } from '../files/index.ts';
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
  /** Uploaded before. */
  readonly attachmentIds: readonly string[];
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

const REFUSALS = { ...PETITION_CONSTRAINTS, ...ATTACHMENT_CONSTRAINTS };

/** What a petition's attachments are linked to: they go where it goes. */
const cameWith = ({ id, registeredAt }: Petition): AttachmentTarget => ({
  ...{ origin: 'PETITION', petitionId: id, caseId: null, draftId: null, at: registeredAt, public: false },
});

/** Writes a petition and all that follows from it with one statement: one round trip, all or nothing. */
@Injectable()
export class IntakeRepository {
  constructor(
    private readonly petitions: PetitionRepository,
    private readonly cases: CaseRepository,
    private readonly deadlines: Deadlines,
    private readonly facts: Facts,
    private readonly attachments: AttachmentRepository,
  ) {}

  /** Whether somebody may send these attachments. @throws InvalidInput */
  checkAttachments(db: Db, actor: ActorRef, ids: readonly string[], at: Date): Promise<void> {
    return this.attachments.check(db, ids, { accountId: actor.id, at });
  }

  /** @throws ExternalIdTaken, AttachmentUsed, or the database's error when the idempotency key was used before */
  async register(database: Pick<Database, 'statement'>, registration: Registration): Promise<void> {
    const { petition, opened, decision, facts, attachmentIds, actor, calendar, standstill, remembered } = registration;
    const parts = [
      this.petitions.insertParts(petition),
      this.cases.insertParts(opened, petition.id),
      sql`decision AS (${decisionPart(decision, opened.id, opened.openedAt)})`,
      ...(hasBegun(opened) ? [this.deadlines.startParts(opened, opened.firstReceivedAt, calendar, standstill)] : []),
      this.facts.parts(actor, facts),
      ...(attachmentIds.length > 0 ? [this.attachments.linkPart(attachmentIds, cameWith(petition))] : []),
      ...(remembered ? [sql`remembered AS (${remembered})`] : []),
    ];
    await database.statement(sql`WITH ${join(parts, ', ')} SELECT 1`).catch(refusing(REFUSALS));
    this.facts.announce();
  }

  /** Writes a petition that joins a case. @throws ExternalIdTaken, AttachmentUsed */
  async insertPetition(tx: Tx, petition: Petition, attachmentIds: readonly string[]): Promise<void> {
    const parts = [
      this.petitions.insertParts(petition),
      ...(attachmentIds.length > 0 ? [this.attachments.linkPart(attachmentIds, cameWith(petition))] : []),
    ];
    await tx.query(sql`WITH ${join(parts, ', ')} SELECT 1`).catch(refusing(REFUSALS));
  }

  /** Records that a petition joined a case. */
  async finishJoin(tx: Tx, actor: ActorRef, facts: readonly Fact[], remembered: Sql | null): Promise<void> {
    await this.facts.record(tx, actor, facts);
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
