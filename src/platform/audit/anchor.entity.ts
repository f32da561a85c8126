import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What holds all chains together once a day; never changed. */
@Entity('anchors')
export class AnchorEntity {
  /** The city's day on which it was made. */
  @PrimaryColumn({ type: 'date' })
  day: string;

  /** The last link under it. */
  @Column({ name: 'through_no', type: 'bigint' })
  throughNo: string;

  /** How many links were made since the anchor before. */
  @Column({ type: 'integer' })
  links: number;

  /** The root over the ends of all chains; null for an anchor of before there were ends. */
  @Column({ type: 'bytea', nullable: true })
  ends: Buffer | null;

  /** SHA-256 of the head before it, the day, the hashes of these links and the ends. */
  @Column({ type: 'bytea' })
  head: Buffer;

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3 })
  madeAt: Date;
}
