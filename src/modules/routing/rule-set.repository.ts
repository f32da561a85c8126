import { Injectable } from '@nestjs/common';
import { type Db, json, sql, type Tx } from '../../platform/database/index.ts';
import type { Rule } from './domain/rule.ts';

export interface StoredRuleSet {
  readonly version: number;
  /** SHA-256 of the rules in the order of their ids. */
  readonly contentHash: Buffer;
  readonly rules: readonly Rule[];
}

@Injectable()
export class RuleSetRepository {
  /** The set in force when it is newer than `version`, else null: asking again costs no more than an index probe. */
  async newerThan(db: Db, version: number): Promise<StoredRuleSet | null> {
    const [row] = await db.query<StoredRuleSet>(sql`
      SELECT r.version, r.content_hash AS "contentHash", r.rules
      FROM routing_rule_sets r
      WHERE r.version > ${version}
      ORDER BY r.version DESC
      LIMIT 1`);
    return row ?? null;
  }

  async insert(tx: Tx, { version, contentHash, rules }: StoredRuleSet, by: string, at: Date): Promise<void> {
    await tx.query(sql`
      INSERT INTO routing_rule_sets (version, content_hash, rules, published_at, published_by)
      VALUES (${version}, ${contentHash}, ${json(rules)}, ${at}, ${by})`);
  }
}
