import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Rows of an older version of the program, which wrote them in the clear. Sealed at the next start, and empty ever after. */
@Entity('unsealed_rows')
export class UnsealedRowEntity {
  @PrimaryColumn({ type: 'bigint' })
  no: string;

  /** Name of the table that it is sealed into. */
  @Column({ name: 'belongs_to', type: 'text' })
  belongsTo: string;

  /** Its columns as they were. */
  @Column({ type: 'jsonb' })
  plain: object;
}
