import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A month of the record that somebody looked through and signed. */
@Entity('audit_reviews')
@Unique('audit_reviews_month_unique', ['month'])
export class AuditReviewEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** `YYYY-MM`. */
  @Column({ type: 'text' })
  month: string;

  @Column({ name: 'reviewed_at', type: 'timestamptz', precision: 3 })
  reviewedAt: Date;

  @Column({ name: 'reviewer_id', type: 'uuid' })
  reviewerId: string;

  @Column({ name: 'reviewer_name', type: 'text' })
  reviewerName: string;

  @Column({ type: 'text' })
  note: string;

  /** SHA-256 of the summary that was signed, in hexadecimal digits. */
  @Column({ type: 'text' })
  digest: string;
}
