import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('surveys')
@Unique('surveys_once', ['caseId', 'petitionId', 'closing'])
@Index('surveys_by_token', ['tokenHash'], { unique: true, where: 'token_hash IS NOT NULL' })
export class SurveyEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ name: 'petition_id', type: 'uuid' })
  petitionId: string;

  @Column({ type: 'integer' })
  closing: number;

  /** SHA-256 of the newest link; null before the first. */
  @Column({ name: 'token_hash', type: 'bytea', nullable: true })
  tokenHash: Buffer | null;

  @Column({ name: 'offered_at', type: 'timestamptz', precision: 3 })
  offeredAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  @Column({ name: 'answered_at', type: 'timestamptz', precision: 3, nullable: true })
  answeredAt: Date | null;

  @Column({ type: 'integer', nullable: true })
  overall: number | null;

  @Column({ type: 'integer', nullable: true })
  speed: number | null;

  @Column({ type: 'integer', nullable: true })
  attitude: number | null;

  @Column({ type: 'integer', nullable: true })
  result: number | null;

  @Column({ type: 'text', nullable: true })
  comment: string | null;
}
