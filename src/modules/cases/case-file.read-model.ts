import { Injectable } from '@nestjs/common';
import type { Actor, Scope } from '../../kernel/actor.ts';
import { caseNosIn, withoutCases } from '../../kernel/named-cases.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { Facts, type Stored } from '../../platform/facts/index.ts';
import {
  type IdentityLevel,
  identityLevelOf,
  isSealed,
  type Petitioner,
  PetitionNotFound,
  SealedPetitioners,
  type SealedRow,
} from '../petitions/index.ts';
import { RoutingDecisionRepository, type StoredDecision } from '../routing/index.ts';
import { accessTo, ownHand, reachable, strangersAmong } from './case-scope.repository.ts';
import { type CaseAccess, OTHER_ACCESSES, type OtherAccess } from './domain/case-access.ts';
import { withMerged } from './merging/merge.repository.ts';
import { CaseNotFound } from './domain/case-errors.ts';
import type { RunningReveal } from './reveals/domain/reveal.ts';

/** A petition as those who work on its case see it. */
export interface CasePetition {
  /** The case in which it is looked at. */
  readonly caseId: string;
  readonly petitionId: string;
  readonly petitionNo: string;
  readonly channel: string;
  readonly receivedAt: Date;
  readonly registeredAt: Date;
  readonly subject: string;
  readonly description: string;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  readonly preferredContact: string;
  readonly identityLevel: IdentityLevel;
  /** Whether custodians alone may know who sent it; so it is to whoever reads the case as the owner of its category. */
  readonly secret: boolean;
  /** As they are; nobody is answered with them who was not shown them (`reveals/`). */
  readonly petitioner: Petitioner;
  /** The Internet address from which it was sent, for custodians alone; null when staff registered it. */
  readonly sentFrom: string | null;
  /** When their details were last put right. */
  readonly correctedAt: Date | null;
}

/** A petition as somebody sees it. */
export interface SeenPetition extends CasePetition {
  /** By which its petitioner is shown to them now; null: they see what everybody sees. */
  readonly revealed: RunningReveal | null;
}

interface PetitionRow extends Omit<CasePetition, 'caseId' | 'identityLevel' | 'secret' | 'petitioner' | 'sentFrom'>, SealedRow {
  readonly petitionId: string;
  /** Whether the case that answers it is confidential, or the one that it is looked at in. */
  readonly aboutConfidential: boolean;
}

/** A fact of a case, as its timeline tells it. */
export type CaseEvent = Stored & { readonly public: boolean };

interface FoundCase {
  readonly id: string;
  readonly access: CaseAccess;
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
  async events({ scope }: Actor, caseNo: string): Promise<CaseEvent[]> {
    const { id, access } = await this.find(scope, caseNo, ...OTHER_ACCESSES);
    const facts = (await this.facts.about(this.database, id)).filter(await this.shown(scope, id, access));
    const named = facts.flatMap(({ data }) => caseNosIn(data));
    const strangers = await strangersAmong(this.database, scope, named);
    return facts.map((fact) => ({ ...fact, data: withoutCases(fact.data, strangers) }));
  }

  /** Which facts of a case somebody reads who reads it in this way. */
  private async shown(scope: Scope, caseId: string, access: CaseAccess): Promise<(fact: CaseEvent) => boolean> {
    if (access === 'REGISTRANT') return (fact) => fact.public;
    if (access !== 'FORMER') return () => true;
    const own = await ownHand(this.database, scope, caseId);
    return ({ actor, at }) => own(actor.id, at);
  }

  /** @throws CaseNotFound */
  async petitions({ scope }: Actor, caseNo: string): Promise<CasePetition[]> {
    const { id, access, merged, confidential } = await this.find(scope, caseNo, 'CATEGORY_OWNER', 'REGISTRANT');
    const answered = merged
      ? sql`l.came_from_case_id IN (SELECT m.id FROM merged m)` // another case answers them now
      : sql`l.case_id = ${id}`;
    const rows = await this.database.query<PetitionRow>(sql`${merged ? withMerged(id) : sql``}
      SELECT r.petition_id AS "petitionId", r.sealed, p.petition_no AS "petitionNo", p.channel, p.received_at AS "receivedAt", p.registered_at AS "registeredAt", p.subject,
        p.description, p.anonymous, p.confidential, p.preferred_contact AS "preferredContact",
        ${confidential} OR a.confidential AS "aboutConfidential",
        (SELECT max(k.corrected_at) FROM petitioner_corrections k WHERE k.petition_id = p.id) AS "correctedAt"
      FROM case_petitions l
      JOIN cases a ON a.id = l.case_id
      JOIN petitions p ON p.id = l.petition_id
      JOIN petitioners r ON r.petition_id = p.id
      WHERE ${answered}${access === 'REGISTRANT' ? sql` AND p.registered_by = ${scope.accountId}` : sql``}
      ORDER BY p.received_at, p.id`);
    const opened = await this.petitioners.openAll(rows);
    return opened.map(({ aboutConfidential, person: { sentFrom, ...petitioner }, ...row }) => {
      const identityLevel = identityLevelOf(row, aboutConfidential);
      const secret = isSealed(identityLevel) || access === 'CATEGORY_OWNER';
      return { caseId: id, ...row, identityLevel, secret, petitioner, sentFrom };
    });
  }

  /** The case that answers a petition, for those who may act on it. @throws PetitionNotFound */
  async caseOf(actor: Actor, petitionNo: string): Promise<string> {
    const [row] = await this.database.query<{ caseNo: string }>(sql`
      SELECT c.case_no AS "caseNo"
      FROM petitions p
      JOIN case_petitions l ON l.petition_id = p.id
      JOIN cases c ON c.id = l.case_id
      WHERE p.petition_no = ${petitionNo}${reachable(actor.scope)}
      ORDER BY c.id
      LIMIT 1`);
    if (!row) throw new PetitionNotFound();
    return row.caseNo;
  }

  /** @throws CaseNotFound */
  async routing({ scope }: Actor, caseNo: string): Promise<{ readonly decision: StoredDecision; readonly dueAt: Date }> {
    const { id, dueAt } = await this.find(scope, caseNo, 'CATEGORY_OWNER');
    const decision = await this.decisions.latestOf(this.database, id);
    if (!decision) throw new Error(`case ${caseNo} was opened without a decision`);
    return { decision, dueAt };
  }

  private async find(scope: Scope, caseNo: string, ...ways: readonly OtherAccess[]): Promise<FoundCase> {
    const [row] = await this.database.query<FoundCase>(sql`
      SELECT c.id, c.due_at AS "dueAt", c.merged_into_id IS NOT NULL AS merged, c.confidential,
        ${accessTo(scope)} AS access
      FROM cases c
      WHERE c.case_no = ${caseNo}${reachable(scope, ...ways)}`);
    if (!row) throw new CaseNotFound();
    return row;
  }
}
