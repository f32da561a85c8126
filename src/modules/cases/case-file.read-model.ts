import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { Facts, type Stored } from '../../platform/facts/index.ts';
import { type Petitioner, SealedPetitioners, type SealedRow } from '../petitions/index.ts';
import { RoutingDecisionRepository, type StoredDecision } from '../routing/index.ts';
import { reachable } from './case-scope.repository.ts';
import { withMerged } from './merging/merge.repository.ts';
import { CaseNotFound } from './domain/case-errors.ts';

/** A petition as those who work on its case see it. */
export interface CasePetition {
  readonly petitionNo: string;
  readonly channel: string;
  readonly receivedAt: Date;
  readonly registeredAt: Date;
  readonly subject: string;
  readonly description: string;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  readonly preferredContact: string;
  readonly petitioner: Petitioner;
  /** Whether the case that answers it is confidential, or the one that it is looked at in. */
  readonly aboutConfidential: boolean;
}

interface FoundCase {
  readonly id: string;
  readonly dueAt: Date;
  readonly merged: boolean;
  readonly confidential: boolean;
}

/** The file of a case, for those who may see the case. */
@Injectable()
export class CaseFileReadModel {
  constructor(
    private readonly database: Database,
    private readonly facts: Facts,
    private readonly decisions: RoutingDecisionRepository,
    private readonly petitioners: SealedPetitioners,
  ) {}

  /** @throws CaseNotFound */
  async events(actor: Actor, caseNo: string): Promise<(Stored & { readonly public: boolean })[]> {
    const { id } = await this.find(actor, caseNo);
    return this.facts.about(this.database, id);
  }

  /** @throws CaseNotFound */
  async petitions(actor: Actor, caseNo: string): Promise<CasePetition[]> {
    const { id, merged, confidential } = await this.find(actor, caseNo);
    const answered = merged
      ? sql`l.came_from_case_id IN (SELECT m.id FROM merged m)` // another case answers them now
      : sql`l.case_id = ${id}`;
    const rows = await this.database.query<Omit<CasePetition, 'petitioner'> & SealedRow>(sql`${merged ? withMerged(id) : sql``}
      SELECT p.petition_no AS "petitionNo", p.channel, p.received_at AS "receivedAt", p.registered_at AS "registeredAt", p.subject,
        p.description, p.anonymous, p.confidential, p.preferred_contact AS "preferredContact",
        r.petition_id AS "petitionId", r.sealed, ${confidential} OR a.confidential AS "aboutConfidential"
      FROM case_petitions l
      JOIN cases a ON a.id = l.case_id
      JOIN petitions p ON p.id = l.petition_id
      JOIN petitioners r ON r.petition_id = p.id
      WHERE ${answered}
      ORDER BY p.received_at, p.id`);
    const opened = await this.petitioners.openAll(rows);
    return opened.map(({ petitionId: _, person: { sentFrom: __, ...petitioner }, ...same }) => ({ ...same, petitioner }));
  }

  /** @throws CaseNotFound */
  async routing(actor: Actor, caseNo: string): Promise<{ readonly decision: StoredDecision; readonly dueAt: Date }> {
    const { id, dueAt } = await this.find(actor, caseNo);
    const decision = await this.decisions.latestOf(this.database, id);
    if (!decision) throw new Error(`case ${caseNo} was opened without a decision`);
    return { decision, dueAt };
  }

  private async find(actor: Actor, caseNo: string): Promise<FoundCase> {
    const [row] = await this.database.query<FoundCase>(sql`
      SELECT c.id, c.due_at AS "dueAt", c.merged_into_id IS NOT NULL AS merged, c.confidential
      FROM cases c
      WHERE c.case_no = ${caseNo}${reachable(actor.scope)}`);
    if (!row) throw new CaseNotFound();
    return row;
  }
}
