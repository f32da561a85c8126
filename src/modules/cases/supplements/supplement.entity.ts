import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SupplementState } from '../domain/supplement.ts';

/** Questions to petitioners (補正) and their answers. */
@Entity('supplements')
@Index('supplements_one_open', ['caseId'], { unique: true, where: "state = 'OPEN'" })
@Index('supplements_by_case', ['caseId'])
@Index('supplements_by_token', ['tokenHash'], { unique: true, where: 'token_hash IS NOT NULL' })
export class SupplementEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('cases', { name: 'supplements_case' })
  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ type: 'text' })
  state: SupplementState;

  /** Whose petitioner it was put to; null as long as it was put to nobody. */
  @ForeignKey('petitions', { name: 'supplements_petition' })
  @Column({ name: 'petition_id', type: 'uuid', nullable: true })
  petitionId: string | null;

  @Column({ type: 'text' })
  question: string;

  @Column({ name: 'reply_by', type: 'timestamptz', precision: 3 })
  replyBy: Date;

  /** Null when the clock runs on. */
  @Column({ name: 'paused_at', type: 'timestamptz', precision: 3, nullable: true })
  pausedAt: Date | null;

  @Column({ name: 'requested_at', type: 'timestamptz', precision: 3 })
  requestedAt: Date;

  @Column({ type: 'text', nullable: true })
  answer: string | null;

  @Column({ name: 'answered_at', type: 'timestamptz', precision: 3, nullable: true })
  answeredAt: Date | null;

  /** SHA-256 of the newest link; null before the first. */
  @Column({ name: 'token_hash', type: 'bytea', nullable: true })
  tokenHash: Buffer | null;
}
