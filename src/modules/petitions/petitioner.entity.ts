import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Who petitioned: the only table with a citizen's personal data. */
@Entity('petitioners')
@Index('petitioners_by_phone', ['phoneKey'], { where: 'phone_key IS NOT NULL' })
@Index('petitioners_by_email', ['emailKey'], { where: 'email_key IS NOT NULL' })
export class PetitionerEntity {
  @ForeignKey('petitions', { name: 'petitioners_petition' })
  @PrimaryColumn({ name: 'petition_id', type: 'uuid' })
  petitionId: string;

  @Column({ type: 'text', nullable: true })
  name: string | null;

  @Column({ type: 'text', nullable: true })
  phone: string | null;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  @Column({ type: 'text', nullable: true })
  address: string | null;

  /** The telephone number written in one way; null also for whoever petitions anonymously. */
  @Column({ name: 'phone_key', type: 'text', nullable: true })
  phoneKey: string | null;

  /** The same of the address of e-mail. */
  @Column({ name: 'email_key', type: 'text', nullable: true })
  emailKey: string | null;
}
