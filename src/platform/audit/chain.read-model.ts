import { Injectable } from '@nestjs/common';
import { type Sql, sql, type Tx } from '../database/index.ts';
import { FACT_COLUMNS } from '../facts/index.ts';
import type { FoundLink } from './chain-check.ts';
import { TAG } from './chain-end.repository.ts';
import type { Anchor } from './chain.repository.ts';

const PAGE = 1_000;

/** Facts of which something is missing, counted; `seq` is the first of them. */
export interface Loose {
  readonly count: number;
  readonly seq: string | null;
}

/** A link with the hash of the one before it in its chain; null when there is none. */
export type FollowingLink = FoundLink & { readonly previousHash: string | null };

/** The record from beginning to end, however long it is. */
@Injectable()
export class ChainReadModel {
  /** Everything that the transaction reads afterwards is of one instant, while the city goes on writing. */
  async hold(tx: Tx): Promise<void> {
    await tx.query(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`);
  }

  /** Chain by chain. */
  inChains(tx: Tx): AsyncGenerator<FoundLink> {
    return streamed(
      tx,
      sql`
      WITH entombed AS MATERIALIZED (${ENTOMBED})
      SELECT ${LINK_COLUMNS}, e.subject_id IS NOT NULL AS entombed
      FROM fact_links l
      LEFT JOIN facts f ON f.id = l.fact_id
      LEFT JOIN entombed e ON e.subject_id = l.subject_id
      ORDER BY l.subject_id, l.position`,
    );
  }

  /** The links after one number through another, in the order of their numbers, each with the one before it in its chain. */
  following(tx: Tx, after: bigint, through: bigint): Promise<FollowingLink[]> {
    return tx.query<FollowingLink>(sql`
      SELECT ${LINK_COLUMNS}, ${IS_ENTOMBED}, encode(p.hash, 'hex') AS "previousHash"
      FROM fact_links l
      LEFT JOIN facts f ON f.id = l.fact_id
      LEFT JOIN fact_links p ON p.subject_id = l.subject_id AND p.position = l.position - 1
      WHERE l.no > ${String(after)} AND l.no <= ${String(through)}
      ORDER BY l.no`);
  }

  /** The chains of these subjects. */
  ofSubjects(tx: Tx, subjectIds: readonly string[]): Promise<FoundLink[]> {
    return tx.query<FoundLink>(sql`
      SELECT ${LINK_COLUMNS}, ${IS_ENTOMBED}
      FROM fact_links l
      LEFT JOIN facts f ON f.id = l.fact_id
      WHERE l.subject_id = ANY(${subjectIds})
      ORDER BY l.subject_id, l.position`);
  }

  /** In the order in which they were made. */
  inOrder(tx: Tx): AsyncGenerator<{ readonly no: string; readonly hash: string }> {
    return streamed(tx, sql`SELECT l.no, encode(l.hash, 'hex') AS hash FROM fact_links l ORDER BY l.no`);
  }

  /** The links under the anchors by the tags of their chains, and within a chain in order. */
  inTags(tx: Tx): AsyncGenerator<{ readonly tag: string; readonly no: string; readonly hash: string }> {
    return streamed(
      tx,
      sql`
      SELECT encode(t.tag, 'hex') AS tag, l.no, encode(l.hash, 'hex') AS hash
      FROM fact_links l
      CROSS JOIN LATERAL (SELECT ${TAG} AS tag) t
      WHERE l.no <= (SELECT max(a.through_no) FROM anchors a)
      ORDER BY t.tag, l.position`,
    );
  }

  /** One for each day. */
  anchors(tx: Tx): Promise<Anchor[]> {
    return tx.query<Anchor>(sql`
      SELECT a.day, a.through_no AS "throughNo", a.links, encode(a.head, 'hex') AS head, encode(a.ends, 'hex') AS ends
      FROM anchors a
      ORDER BY a.day`);
  }

  /** Facts that came from elsewhere: they have no link and wait for none. */
  async strangers(tx: Tx): Promise<Loose> {
    const [row] = await tx.query<Loose>(sql`
      SELECT count(*)::integer AS count, min(f.seq) AS seq
      FROM facts f
      WHERE NOT EXISTS (SELECT FROM fact_links l WHERE l.fact_id = f.id)
        AND NOT EXISTS (SELECT FROM unsealed_facts u WHERE u.fact_id = f.id)`);
    return row!;
  }

  /** Facts that were removed before they had a link. */
  async vanished(tx: Tx): Promise<Loose> {
    const [row] = await tx.query<Loose>(sql`
      SELECT count(*)::integer AS count, min(u.seq) AS seq
      FROM unsealed_facts u
      WHERE NOT EXISTS (SELECT FROM facts f WHERE f.id = u.fact_id)`);
    return row!;
  }

  /** How many facts about these subjects have no link yet. */
  async waitingOf(tx: Tx, subjectIds: readonly string[]): Promise<number> {
    const [row] = await tx.query<{ count: number }>(sql`
      SELECT count(*)::integer AS count
      FROM unsealed_facts u
      JOIN facts f ON f.id = u.fact_id
      WHERE f.subject_id = ANY(${subjectIds})`);
    return row!.count;
  }

  async waiting(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ count: number }>(sql`SELECT count(*)::integer AS count FROM unsealed_facts`);
    return row!.count;
  }
}

/** Of a row `l` of `fact_links` and the row `f` of `facts`, if there is one. */
const LINK_COLUMNS = sql`l.no, l.subject_id AS chain, l.position, encode(l.hash, 'hex') AS hash, l.seq AS "factSeq",
  encode(l.salt, 'hex') AS salt, encode(l.data_digest, 'hex') AS digest,
  f.seq, ${FACT_COLUMNS}`;

/**
 * Subjects whose facts may say nothing: the tombstone stands, and the record tells that one previewed the batch, another approved it, and
 * that the case was made anonymous with this very subject (facts of before it named them name none). A row of `blanked_subjects` alone is
 * nobody's leave.
 */
const ENTOMBED = sql`
  SELECT b.subject_id
  FROM blanked_subjects b
  JOIN tombstones t ON t.case_id = b.case_id AND t.batch_id = b.batch_id
  WHERE EXISTS (
      SELECT FROM facts n
      WHERE n.subject_id = b.case_id AND n.type = 'case.anonymised' AND n.data ->> 'batchNo' = t.batch_no::text
        AND coalesce(n.data -> 'subjects' ? b.subject_id::text, true)
    )
    AND EXISTS (
      SELECT FROM facts v
      JOIN facts w ON w.subject_id = v.subject_id AND w.type = 'retention.approved' AND w.actor_id <> v.actor_id
      WHERE v.subject_id = b.batch_id AND v.type = 'retention.previewed'
    )`;

/** Asked of the few links whose salt is gone. */
const IS_ENTOMBED = sql`CASE WHEN l.salt IS NULL THEN EXISTS (${ENTOMBED} AND b.subject_id = l.subject_id) ELSE false END AS entombed`;

/** The rows of a statement without values, a page at a time; one stream of a transaction at once. */
async function* streamed<Row>(tx: Tx, statement: Sql): AsyncGenerator<Row> {
  await tx.query(sql`DECLARE record NO SCROLL CURSOR FOR ${statement}`);
  for (;;) {
    const rows = await tx.query<Row>(sql`FETCH 1000 FROM record`);
    yield* rows;
    if (rows.length < PAGE) break;
  }
  await tx.query(sql`CLOSE record`);
}
