import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** By what address answers to a petition's mails come back. */
@Entity('relay_addresses')
@Unique('relay_addresses_token', ['token'])
export class RelayAddressEntity {
  @ForeignKey('petitions', { name: 'relay_addresses_petition' })
  @PrimaryColumn({ name: 'petition_id', type: 'uuid' })
  petitionId: string;

  /** Cannot be guessed: whoever writes to it writes to the case. */
  @Column({ type: 'text' })
  token: string;
}
