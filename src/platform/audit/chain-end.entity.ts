import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a chain ended when the newest anchor was made. */
@Entity('chain_ends')
export class ChainEndEntity {
  /** SHA-256 of the id of the chain's subject. */
  @PrimaryColumn({ type: 'bytea' })
  tag: Buffer;

  /** Of its last link. */
  @Column({ type: 'bigint' })
  no: string;

  @Column({ type: 'bytea' })
  hash: Buffer;
}
