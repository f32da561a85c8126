import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The ends of the chains whose tags begin alike, as one digest: a leaf of the tree whose root an anchor holds. */
@Entity('chain_end_parts')
export class ChainEndPartEntity {
  /** The first two bytes of the tags. */
  @PrimaryColumn({ type: 'bytea' })
  prefix: Buffer;

  @Column({ type: 'bytea' })
  digest: Buffer;
}
