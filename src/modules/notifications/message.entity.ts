import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('messages')
@Unique('messages_once', ['cause', 'channel', 'recipientIndex'])
@Index('messages_to_send', ['nextAttemptAt'], { where: 'next_attempt_at IS NOT NULL' })
@Index('messages_by_created', ['createdAt', 'id'])
@Index('messages_digests', ['createdAt'], { where: "template = 'digest'" })
@Index('messages_by_case', ['caseId'], { where: 'case_id IS NOT NULL' })
@Index('messages_by_petition', ['petitionId'], { where: 'petition_id IS NOT NULL' })
@Index('messages_in_trouble', ['createdAt', 'id'], { where: "state IN ('RETRYING', 'FAILED')" })
export class MessageEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  channel: string;

  /** Digest of the address or number. */
  @Column({ name: 'recipient_index', type: 'bytea' })
  recipientIndex: Buffer;

  @Column({ type: 'text' })
  template: string;

  @Column({ type: 'text' })
  language: string;

  /** The address or number, subject, text and links. */
  @Column({ type: 'bytea' })
  sealed: Buffer;

  @Column({ type: 'text' })
  state: string;

  @Column({ type: 'integer' })
  attempts: number;

  /** When a machine looks at it next: it is to be sent then, or whoever was sending it has died. */
  @Column({ name: 'next_attempt_at', type: 'timestamptz', precision: 3, nullable: true })
  nextAttemptAt: Date | null;

  @Column({ name: 'enqueued_at', type: 'timestamptz', precision: 3, nullable: true })
  enqueuedAt: Date | null;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError: string | null;

  @Column({ name: 'case_id', type: 'uuid', nullable: true })
  caseId: string | null;

  @Column({ name: 'petition_id', type: 'uuid', nullable: true })
  petitionId: string | null;

  @Column({ type: 'text' })
  cause: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ name: 'sent_at', type: 'timestamptz', precision: 3, nullable: true })
  sentAt: Date | null;
}
