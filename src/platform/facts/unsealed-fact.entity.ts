import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A fact that has no link in the chain of its subject yet: the row goes in the transaction that makes the link. */
@Entity('unsealed_facts')
export class UnsealedFactEntity {
  @PrimaryColumn({ type: 'bigint' })
  seq: string;

  @Column({ name: 'fact_id', type: 'uuid' })
  factId: string;
}
