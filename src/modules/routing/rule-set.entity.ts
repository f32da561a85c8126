import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Rule } from './domain/rule.ts';

/** Published rule sets; the highest version is in force, none is ever changed. */
@Entity('routing_rule_sets')
export class RuleSetEntity {
  @PrimaryColumn({ type: 'integer' })
  version: number;

  @Column({ name: 'content_hash', type: 'bytea' })
  contentHash: Buffer;

  @Column({ type: 'jsonb' })
  rules: Rule[];

  @Column({ name: 'published_at', type: 'timestamptz', precision: 3 })
  publishedAt: Date;

  @Column({ name: 'published_by', type: 'text' })
  publishedBy: string;
}
