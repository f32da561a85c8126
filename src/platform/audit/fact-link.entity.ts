import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** One fact's place in the chain of its subject; never changed. */
@Entity('fact_links')
@Unique('fact_links_of_fact', ['factId'])
@Unique('fact_links_in_chain', ['subjectId', 'position'])
export class FactLinkEntity {
  /** Counts the links of all chains, without gaps. */
  @PrimaryColumn({ type: 'bigint' })
  no: string;

  @Column({ name: 'subject_id', type: 'uuid' })
  subjectId: string;

  /** From 1 on, without gaps. */
  @Column({ type: 'integer' })
  position: number;

  @Column({ name: 'fact_id', type: 'uuid' })
  factId: string;

  /** Of the fact, so that it can be named when it is gone. */
  @Column({ type: 'bigint' })
  seq: string;

  /** SHA-256 of the fact and of the hash before it. */
  @Column({ type: 'bytea' })
  hash: Buffer;
}
