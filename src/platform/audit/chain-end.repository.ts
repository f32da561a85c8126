import { Injectable } from '@nestjs/common';
import { type Db, sql, type Tx } from '../database/index.ts';

/** Digests of parts by their prefix. */
export type EndParts = ReadonlyMap<string, string>;

/** The ends of the chains that lie in one part, a line each: the tag of the subject and the hash of the last link. */
export interface EndLines {
  readonly prefix: string;
  readonly lines: readonly string[];
}

/** Where every chain ended when the newest anchor was made. */
@Injectable()
export class ChainEnds {
  /** Moves the ends on to the last of these links in each chain. @param after exclusive @param through inclusive */
  async advance(tx: Tx, after: bigint, through: bigint): Promise<void> {
    const links = sql`fact_links l WHERE l.no > ${String(after)} AND l.no <= ${String(through)}`;
    await tx.query(sql`
      INSERT INTO chain_ends (tag, no, hash)
      SELECT DISTINCT ON (l.subject_id) ${TAG}, l.no, l.hash FROM ${links}
      ORDER BY l.subject_id, l.position DESC
      ON CONFLICT (tag) DO UPDATE SET no = excluded.no, hash = excluded.hash`);
    await tx.query(sql`
      INSERT INTO chain_end_parts (prefix, digest)
      SELECT p.prefix, e.digest
      FROM (SELECT DISTINCT substr(${TAG}, 1, 2) AS prefix FROM ${links}) p
      CROSS JOIN LATERAL (SELECT ${DIGEST} AS digest FROM chain_ends e WHERE ${IN_PART}) e
      ON CONFLICT (prefix) DO UPDATE SET digest = excluded.digest`);
  }

  async parts(db: Db): Promise<EndParts> {
    const rows = await db.query<{ prefix: string; digest: string }>(sql`
      SELECT encode(p.prefix, 'hex') AS prefix, encode(p.digest, 'hex') AS digest FROM chain_end_parts p`);
    return new Map(rows.map(({ prefix, digest }) => [prefix, digest]));
  }

  /** What lies in these parts, in the order of the tags; of a part in which nothing lies there is no row. */
  lines(db: Db, prefixes: readonly string[]): Promise<EndLines[]> {
    return db.query<EndLines>(sql`
      SELECT encode(p.prefix, 'hex') AS prefix, array_agg(${LINE} ORDER BY e.tag) AS lines
      FROM (SELECT decode(u.prefix, 'hex') AS prefix FROM unnest(${prefixes}::text[]) AS u (prefix)) p
      JOIN chain_ends e ON ${IN_PART}
      GROUP BY p.prefix`);
  }
}

/** Of a link `l`. */
export const TAG = sql`sha256(convert_to(l.subject_id::text, 'UTF8'))`;
/** Of an end `e`. */
const LINE = sql`encode(e.tag, 'hex') || ' ' || encode(e.hash, 'hex')`;
const DIGEST = sql`sha256(convert_to(string_agg(${LINE} || E'\\n', '' ORDER BY e.tag), 'UTF8'))`;
/** An end `e` lies in the part `p`: a range of the primary key. */
const IN_PART = sql`e.tag >= p.prefix AND e.tag <= p.prefix || decode(repeat('ff', 30), 'hex')`;
