import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The mailbox in which answers arrive. */
@Entity('relay_mailboxes')
@Index('relay_mailboxes_failing', ['failingSince'], { where: 'failing_since IS NOT NULL' })
export class RelayMailboxEntity {
  @PrimaryColumn({ type: 'text' })
  name: string;

  /** The round of a worker that looks into it. */
  @Column({ name: 'held_by', type: 'uuid', nullable: true })
  heldBy: string | null;

  /** Then that worker is dead. */
  @Column({ name: 'held_until', type: 'timestamptz', precision: 3 })
  heldUntil: Date;

  /** Since when no round came to a good end. */
  @Column({ name: 'failing_since', type: 'timestamptz', precision: 3, nullable: true })
  failingSince: Date | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;
}
