import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Who petitioned: the only table with a citizen's personal data. */
@Entity('petitioners')
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
}
