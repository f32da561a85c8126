import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { FileKind } from '../../kernel/file-kind.ts';

/** Files that were taken in; the bytes lie in the store, under the id. */
@Entity('attachments')
@Index('attachments_unlinked', ['uploadedAt'], { where: 'linked_at IS NULL' })
@Index('attachments_to_remove', ['forgottenAt'], { where: 'forgotten_at IS NOT NULL AND removed_at IS NULL' })
@Index('attachments_missing', ['missingSince'], { where: 'missing_since IS NOT NULL' })
export class AttachmentEntity {
  /** Random in all its bits: a citizen is known by it until the file is linked. */
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  kind: FileKind;

  @Column({ type: 'integer' })
  bytes: number;

  /** Of the bytes as they are kept. */
  @Column({ type: 'bytea' })
  sha256: Buffer;

  /** What the sender called it, made harmless. */
  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'integer', nullable: true })
  width: number | null;

  @Column({ type: 'integer', nullable: true })
  height: number | null;

  /** By the camera. */
  @Column({ name: 'taken_at', type: 'timestamptz', precision: 3, nullable: true })
  takenAt: Date | null;

  @Column({ type: 'double precision', nullable: true })
  lat: number | null;

  @Column({ type: 'double precision', nullable: true })
  lng: number | null;

  /** Null: a citizen. */
  @Column({ name: 'uploaded_by', type: 'uuid', nullable: true })
  uploadedBy: string | null;

  @Column({ name: 'uploaded_at', type: 'timestamptz', precision: 3 })
  uploadedAt: Date;

  @Column({ name: 'linked_at', type: 'timestamptz', precision: 3, nullable: true })
  linkedAt: Date | null;

  /** Since when the store has not had its bytes. */
  @Column({ name: 'missing_since', type: 'timestamptz', precision: 3, nullable: true })
  missingSince: Date | null;

  /** When its case was made anonymous: what it was called and what was in it is gone. */
  @Column({ name: 'forgotten_at', type: 'timestamptz', precision: 3, nullable: true })
  forgottenAt: Date | null;

  /** When its bytes were removed after that. */
  @Column({ name: 'removed_at', type: 'timestamptz', precision: 3, nullable: true })
  removedAt: Date | null;
}
