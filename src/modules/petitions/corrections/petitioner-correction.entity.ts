import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Petitioner } from '../domain/petition.ts';

/** What a petitioner's details were before they were corrected. Never changed, but sealed again when the keys are. */
@Entity('petitioner_corrections')
@Index('petitioner_corrections_by_petition', ['petitionId', 'correctedAt'])
export class PetitionerCorrectionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('petitions', { name: 'petitioner_corrections_petition' })
  @Column({ name: 'petition_id', type: 'uuid' })
  petitionId: string;

  @ForeignKey('accounts', { name: 'petitioner_corrections_account' })
  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;

  /** Those that were corrected. */
  @Column({ type: 'text', array: true })
  fields: (keyof Petitioner)[];

  /** All details as they were, sealed. */
  @Column({ type: 'bytea' })
  former: Buffer;

  @Column({ name: 'corrected_at', type: 'timestamptz', precision: 3 })
  correctedAt: Date;
}
