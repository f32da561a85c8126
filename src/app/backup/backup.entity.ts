import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Backups that were made of this database, and how trials of them ended. */
@Entity('backups')
@Index('backups_made', ['madeAt'])
@Index('backups_tried', ['triedAt'], { where: 'sound' })
export class BackupEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** Of its folder. */
  @Column({ type: 'text' })
  name: string;

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3 })
  madeAt: Date;

  @Column({ type: 'bigint' })
  bytes: string;

  /** Of its manifest. */
  @Column({ type: 'bytea' })
  sha256: Buffer;

  @Column({ name: 'tried_at', type: 'timestamptz', precision: 3, nullable: true })
  triedAt: Date | null;

  @Column({ type: 'boolean', nullable: true })
  sound: boolean | null;
}
