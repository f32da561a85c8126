import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('surveys')
@Unique('surveys_once', ['caseId', 'petitionId', 'closing'])
@Index('surveys_by_token', ['tokenHash'], { unique: true, where: 'token_hash IS NOT NULL' })
@Index('surveys_by_reminder_token', ['reminderTokenHash'], { unique: true, where: 'reminder_token_hash IS NOT NULL' })
@Index('surveys_by_offered', ['offeredAt', 'id'])
@Index('surveys_to_remind', ['remindAt'], { where: 'remind_at IS NOT NULL' })
@Index('surveys_to_call', ['callBy', 'callSince', 'id'], {
  where: 'call_by IS NOT NULL AND answered_at IS NULL AND ended_at IS NULL',
})
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

  /** When it was decided whether the petitioner is asked. */
  @Column({ name: 'offered_at', type: 'timestamptz', precision: 3 })
  offeredAt: Date;

  /** Null when it was not sent. */
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true })
  expiresAt: Date | null;

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

  @Column({ name: 'not_sent_reason', type: 'text', nullable: true })
  notSentReason: string | null;

  /** When the questions after the first one were answered. */
  @Column({ name: 'details_at', type: 'timestamptz', precision: 3, nullable: true })
  detailsAt: Date | null;

  /** When somebody looks whether a reminder is needed; null when nobody will. */
  @Column({ name: 'remind_at', type: 'timestamptz', precision: 3, nullable: true })
  remindAt: Date | null;

  @Column({ name: 'reminder_enqueued_at', type: 'timestamptz', precision: 3, nullable: true })
  reminderEnqueuedAt: Date | null;

  @Column({ name: 'reminded_at', type: 'timestamptz', precision: 3, nullable: true })
  remindedAt: Date | null;

  /** SHA-256 of the reminder's link, beside which the first one goes on working. */
  @Column({ name: 'reminder_token_hash', type: 'bytea', nullable: true })
  reminderTokenHash: Buffer | null;

  /** How the answer came; null when there is none. */
  @Column({ name: 'answer_channel', type: 'text', nullable: true })
  answerChannel: string | null;

  /** Who asks by telephone; null when nobody does. */
  @Column({ name: 'call_by', type: 'text', nullable: true })
  callBy: string | null;

  @Column({ name: 'call_since', type: 'timestamptz', precision: 3, nullable: true })
  callSince: Date | null;

  /** Who calls now; null when nobody has taken it. */
  @Column({ name: 'claimed_by', type: 'uuid', nullable: true })
  claimedBy: string | null;

  @Column({ name: 'claimed_until', type: 'timestamptz', precision: 3, nullable: true })
  claimedUntil: Date | null;

  @Column({ name: 'call_attempts', type: 'integer', default: 0 })
  callAttempts: number;

  /** When it ended without an answer before its time was over; null when it did not. */
  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3, nullable: true })
  endedAt: Date | null;

  @Column({ name: 'end_reason', type: 'text', nullable: true })
  endReason: string | null;
}
