import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../kernel/civil-date.ts';
import { type Db, sql, type Tx } from '../database/index.ts';
import { FACT_COLUMNS } from '../facts/index.ts';
import type { NumberedFact } from './link-hash.ts';

/** Any constant, the same in every process of this application. */
const ADVISORY_LOCK = 1_999_015;

/** The end of a chain. */
export interface ChainEnd {
  readonly position: number;
  readonly hash: string;
}

/** A fact that waits for its link, with the end of its subject's chain; null when there is none yet. */
export interface UnsealedFact extends NumberedFact {
  readonly end: ChainEnd | null;
}

export interface NewLink {
  readonly no: string;
  readonly subjectId: string;
  readonly position: number;
  readonly factId: string;
  readonly seq: string;
  readonly hash: string;
  /** With which the digest of the fact's data was made. */
  readonly salt: string;
  readonly digest: string;
}

export interface Anchor {
  readonly day: CivilDate;
  readonly throughNo: string;
  readonly links: number;
  readonly head: string;
  /** The root over the ends of all chains; null for an anchor of before there were ends. */
  readonly ends: string | null;
}

/** An anchor with what it begins after: the head and the last link of the one before it. */
export interface CoveringAnchor extends Anchor {
  /** Null for the first. */
  readonly previous: string | null;
  readonly afterNo: string;
}

/** The chains of facts and what anchors them. Hashes are hexadecimal digits here. */
@Injectable()
export class ChainRepository {
  /** Until the transaction ends nobody else makes links or anchors. @returns false when somebody else does now */
  async claim(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ free: boolean }>(sql`SELECT pg_try_advisory_xact_lock(${ADVISORY_LOCK}) AS free`);
    return row!.free;
  }

  /** The oldest first. What was removed before it was sealed is passed over: it waits for ever, and must not keep the others from their turn. */
  waiting(db: Db, limit: number): Promise<UnsealedFact[]> {
    return db.query<UnsealedFact>(sql`
      WITH f AS (
        SELECT f.*
        FROM unsealed_facts u
        JOIN facts f ON f.id = u.fact_id
        ORDER BY u.seq
        LIMIT ${limit}
      )
      SELECT ${FACT_COLUMNS}, f.seq, e.found AS "end"
      FROM f
      LEFT JOIN LATERAL (
        SELECT jsonb_build_object('position', l.position, 'hash', encode(l.hash, 'hex')) AS found
        FROM fact_links l
        WHERE l.subject_id = f.subject_id
        ORDER BY l.position DESC
        LIMIT 1
      ) e ON true
      ORDER BY f.seq`);
  }

  /** The number of the newest link; 0 before the first. */
  async lastNo(db: Db): Promise<bigint> {
    const [row] = await db.query<{ no: string }>(sql`SELECT coalesce(max(l.no), 0) AS no FROM fact_links l`);
    return BigInt(row!.no);
  }

  /** Makes the links; their facts wait no more. */
  async insert(tx: Tx, links: readonly NewLink[]): Promise<void> {
    const column = <Key extends keyof NewLink>(key: Key): NewLink[Key][] => links.map((link) => link[key]);
    await tx.query(sql`
      WITH link AS (
        INSERT INTO fact_links (no, subject_id, position, fact_id, seq, hash, salt, data_digest)
        SELECT n.no, n.subject_id, n.position, n.fact_id, n.seq, decode(n.hash, 'hex'), decode(n.salt, 'hex'), decode(n.digest, 'hex')
        FROM unnest(${column('no')}::bigint[], ${column('subjectId')}::uuid[], ${column('position')}::integer[],
          ${column('factId')}::uuid[], ${column('seq')}::bigint[], ${column('hash')}::text[], ${column('salt')}::text[],
          ${column('digest')}::text[])
          AS n (no, subject_id, position, fact_id, seq, hash, salt, digest)
      )
      DELETE FROM unsealed_facts u
      WHERE u.seq = ANY(${column('seq')}::bigint[])`);
  }

  async lastAnchor(db: Db): Promise<Anchor | null> {
    const [row] = await db.query<Anchor>(sql`
      SELECT a.day, a.through_no AS "throughNo", a.links, encode(a.head, 'hex') AS head, encode(a.ends, 'hex') AS ends
      FROM anchors a
      ORDER BY a.day DESC
      LIMIT 1`);
    return row ?? null;
  }

  /** The anchors under which these links are, and the newest, the oldest first. The newest links may be under none yet. */
  anchorsOver(db: Db, nos: readonly string[]): Promise<CoveringAnchor[]> {
    return db.query<CoveringAnchor>(sql`
      ${COVERING_ANCHORS}
      WHERE EXISTS (SELECT FROM unnest(${nos}::bigint[]) AS l (no) WHERE l.no > a.after_no AND l.no <= a.through_no)
        OR a.day = (SELECT max(n.day) FROM anchors n)
      ORDER BY a.day`);
  }

  /** The anchors that end within these numbers, the oldest first. */
  anchorsWithin(db: Db, after: bigint, through: bigint): Promise<CoveringAnchor[]> {
    return db.query<CoveringAnchor>(sql`
      ${COVERING_ANCHORS}
      WHERE a.through_no > ${String(after)} AND a.through_no <= ${String(through)}
      ORDER BY a.day`);
  }

  /** Hashes in the order of their numbers. @param after exclusive @param through inclusive */
  async hashes(db: Db, after: bigint, through: bigint): Promise<string[]> {
    const rows = await db.query<{ hash: string }>(sql`
      SELECT encode(l.hash, 'hex') AS hash
      FROM fact_links l
      WHERE l.no > ${String(after)} AND l.no <= ${String(through)}
      ORDER BY l.no`);
    return rows.map(({ hash }) => hash);
  }

  async insertAnchor(tx: Tx, { day, throughNo, links, head, ends }: Anchor, at: Date): Promise<void> {
    await tx.query(sql`
      INSERT INTO anchors (day, through_no, links, head, ends, made_at)
      VALUES (${day}, ${throughNo}, ${links}, decode(${head}, 'hex'), decode(${ends}, 'hex'), ${at})`);
  }
}

/** Each anchor `a` with what it begins after. */
const COVERING_ANCHORS = sql`
  SELECT a.day, a.through_no AS "throughNo", a.links, encode(a.head, 'hex') AS head, encode(a.ends, 'hex') AS ends, a.after_no AS "afterNo",
    encode(a.previous, 'hex') AS previous
  FROM (
    SELECT b.day, b.through_no, b.links, b.head, b.ends, lag(b.through_no, 1, 0::bigint) OVER before AS after_no, lag(b.head) OVER before AS previous
    FROM anchors b
    WINDOW before AS (ORDER BY b.day)
  ) a`;
