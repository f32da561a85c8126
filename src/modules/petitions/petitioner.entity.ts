import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Who petitioned, sealed. */
@Entity('petitioners')
@Index('petitioners_by_phone', ['phoneIndex'], { where: 'phone_index IS NOT NULL' })
@Index('petitioners_by_email', ['emailIndex'], { where: 'email_index IS NOT NULL' })
export class PetitionerEntity {
  @ForeignKey('petitions', { name: 'petitioners_petition' })
  @PrimaryColumn({ name: 'petition_id', type: 'uuid' })
  petitionId: string;

  /** Name, telephone number, addresses and where it was sent from. */
  @Column({ type: 'bytea' })
  sealed: Buffer;

  /** Digest of the telephone number written in one way; null also for whoever petitions anonymously. */
  @Column({ name: 'phone_index', type: 'bytea', nullable: true })
  phoneIndex: Buffer | null;

  /** The same of the address of e-mail. */
  @Column({ name: 'email_index', type: 'bytea', nullable: true })
  emailIndex: Buffer | null;

  @Column({ name: 'has_phone', type: 'boolean' })
  hasPhone: boolean;

  @Column({ name: 'has_email', type: 'boolean' })
  hasEmail: boolean;

  @Column({ name: 'has_address', type: 'boolean' })
  hasAddress: boolean;
}
