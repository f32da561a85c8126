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

  /** With which the digest of the fact's data was made; gone with the data. */
  @Column({ type: 'bytea', nullable: true })
  salt: Buffer | null;

  /** Null for a link of before there were digests, whose hash covers the data itself. */
  @Column({ name: 'data_digest', type: 'bytea', nullable: true })
  dataDigest: Buffer | null;

  /** SHA-256 of the fact and of the hash before it. */
  @Column({ type: 'bytea' })
  hash: Buffer;
}
