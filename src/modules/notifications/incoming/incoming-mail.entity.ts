import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { IgnoredBecause } from './domain/automatic-mail.ts';

/** Mails to petitions that were dealt with. What they say stands in the record of their cases, who sent them nowhere. */
@Entity('incoming_mails')
@Unique('incoming_mails_once', ['mailbox', 'uidValidity', 'uid'])
@Index('incoming_mails_same', ['petitionId', 'digest'], { unique: true, where: "state = 'TAKEN'" })
@Index('incoming_mails_for_people', ['takenAt', 'id'], { where: 'for_people' })
export class IncomingMailEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  mailbox: string;

  @Column({ name: 'uid_validity', type: 'bigint' })
  uidValidity: string;

  @Column({ type: 'bigint' })
  uid: string;

  @Column({ type: 'text' })
  state: 'TAKEN' | 'IGNORED';

  /** Why it was ignored. */
  @Column({ type: 'text', nullable: true })
  reason: IgnoredBecause | null;

  /** Whether a person should look at it in the mailbox. */
  @Column({ name: 'for_people', type: 'boolean' })
  forPeople: boolean;

  @ForeignKey('petitions', { name: 'incoming_mails_petition' })
  @Column({ name: 'petition_id', type: 'uuid', nullable: true })
  petitionId: string | null;

  /** Of what makes it this mail, wherever it lies. */
  @Column({ type: 'bytea', nullable: true })
  digest: Buffer | null;

  @Column({ name: 'taken_at', type: 'timestamptz', precision: 3 })
  takenAt: Date;
}
