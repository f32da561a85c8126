import { Injectable } from '@nestjs/common';
import type { ActorRef, Person } from '../../kernel/actor.ts';
import type { Fact, FactSubject } from '../../kernel/fact.ts';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../clock/index.ts';
import { type Db, join, json, sql, type Sql, type Tx } from '../database/index.ts';
import type { Stored } from './fact.ts';
import { currentOrigin } from './origin.ts';
import { reactionsTo } from './reaction.ts';
import { RelaySignal } from './relay-signal.ts';

/** The record of what happened: audit trail and outbox at once. */
@Injectable()
export class Facts {
  constructor(
    private readonly clock: Clock,
    private readonly signal: RelaySignal,
  ) {}

  /** Records facts, in order, with one statement. */
  async record(tx: Tx, actor: ActorRef, facts: readonly Fact[]): Promise<void> {
    if (facts.length === 0) return;
    await tx.query(sql`WITH ${this.parts(actor, facts)} SELECT 1`);
    if (facts.some((fact) => reactionsTo(fact).length > 0)) tx.afterCommit(() => this.signal.wake());
  }

  /**
   * The same as common table expressions `fact`, `unsealed` and `delivery`, for a statement that writes everything at once.
   * Whoever runs it calls `announce` after the commit.
   */
  parts(actor: ActorRef, facts: readonly Fact[]): Sql {
    const at = this.clock.now();
    const { requestId, address } = currentOrigin() ?? NOWHERE;
    const rows = facts.map((fact) => ({ id: newId(), fact }));
    const deliveries = rows.flatMap(({ id, fact }) => reactionsTo(fact).map((reaction) => sql`(${id}, ${reaction.name})`));
    const record = sql`fact AS (
      INSERT INTO facts (id, type, subject_kind, subject_id, at, actor_kind, actor_id, actor_name, on_behalf_of, data, public, request_id, address)
      VALUES ${join(
        rows.map(
          ({ id, fact: { type, subject, data, public: isPublic = false } }) =>
            sql`(${id}, ${type}, ${subject.kind}, ${subject.id}, ${at}, ${actor.kind}, ${actor.id}, ${actor.name}, ${json(actor.onBehalfOf)}, ${json(data)}, ${isPublic}, ${requestId}, ${address})`,
        ),
        ', ',
      )}
      RETURNING id, seq
    ), unsealed AS (INSERT INTO unsealed_facts (seq, fact_id) SELECT f.seq, f.id FROM fact f)`;
    if (deliveries.length === 0) return record;
    return sql`${record}, delivery AS (INSERT INTO fact_deliveries (fact_id, reaction) VALUES ${join(deliveries, ', ')})`;
  }

  announce(): void {
    this.signal.wake();
  }

  /** Everything that happened to one subject, the oldest first. */
  async about(db: Db, subjectId: string): Promise<(Stored & { readonly public: boolean })[]> {
    const rows = await db.query<FactRow>(sql`
      SELECT ${FACT_COLUMNS}
      FROM facts f
      WHERE f.subject_id = ${subjectId}
      ORDER BY f.seq`);
    return rows.map((row) => ({ ...toStored(row), public: row.public }));
  }
}

export interface FactRow {
  readonly id: string;
  readonly type: string;
  readonly subjectKind: FactSubject['kind'];
  readonly subjectId: string;
  readonly at: Date;
  readonly actorKind: ActorRef['kind'];
  readonly actorId: string | null;
  readonly actorName: string;
  readonly onBehalfOf: Person | null;
  readonly data: object;
  readonly public: boolean;
  readonly requestId: string | null;
  readonly address: string | null;
}

/** Of a row `f` of `facts`. */
export const FACT_COLUMNS = sql`f.id, f.type, f.subject_kind AS "subjectKind", f.subject_id AS "subjectId", f.at,
  f.actor_kind AS "actorKind", f.actor_id AS "actorId", f.actor_name AS "actorName", f.on_behalf_of AS "onBehalfOf", f.data, f.public,
  f.request_id AS "requestId", f.address`;

export const toStored = (row: FactRow): Stored => ({
  id: row.id,
  type: row.type,
  subject: { kind: row.subjectKind, id: row.subjectId },
  at: row.at,
  actor: {
    kind: row.actorKind,
    id: row.actorId,
    name: row.actorName,
    ...(row.onBehalfOf && { onBehalfOf: row.onBehalfOf }),
  },
  data: row.data,
  ...((row.requestId !== null || row.address !== null) && { origin: { requestId: row.requestId, address: row.address } }),
});

const NOWHERE = { requestId: null, address: null };
