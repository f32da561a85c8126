import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** The link by which an agency outside the city, whose staff have no accounts, reads a case and answers for its part. */
@Entity('referrals')
@Unique('referrals_by_token', ['tokenHash'])
export class ReferralEntity {
  /** The leg that the link is for: there is one link for each, the newest. */
  @ForeignKey('assignments', { name: 'referrals_assignment' })
  @PrimaryColumn({ name: 'assignment_id', type: 'uuid' })
  assignmentId: string;

  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash: Buffer;

  @Column({ name: 'issued_at', type: 'timestamptz', precision: 3 })
  issuedAt: Date;
}
