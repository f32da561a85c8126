import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The secret that an account shares with an application for codes. It lies sealed. */
@Entity('second_factors')
export class SecondFactorEntity {
  @ForeignKey('accounts', { name: 'second_factors_account' })
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  /** Null: none is in use yet. */
  @Column({ type: 'bytea', nullable: true })
  secret: Buffer | null;

  /** Shown, and not confirmed yet. */
  @Column({ name: 'proposed_secret', type: 'bytea', nullable: true })
  proposedSecret: Buffer | null;

  /** Codes of this interval of 30 seconds, and of those before, are used up. */
  @Column({ name: 'last_step', type: 'bigint' })
  lastStep: string;
}
