import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CivilDate } from '../../kernel/civil-date.ts';
import type { AgencyKind } from './domain/agency.ts';

/** Every version of every agency. */
@Entity('agencies')
@Index('agencies_current', ['code'], { unique: true, where: 'replaced_at IS NULL' })
@Index('agencies_by_parent', ['parentCode'], { where: 'replaced_at IS NULL' })
export class AgencyEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  code: string;

  @Column({ name: 'name_zh', type: 'text' })
  nameZh: string;

  @Column({ name: 'name_en', type: 'text' })
  nameEn: string;

  @Column({ type: 'text' })
  kind: AgencyKind;

  @Column({ name: 'parent_code', type: 'text', nullable: true })
  parentCode: string | null;

  /** Empty: the whole city. */
  @Column({ name: 'district_codes', type: 'text', array: true })
  districtCodes: string[];

  @Column({ name: 'receives_cases', type: 'boolean' })
  receivesCases: boolean;

  /** The first day. */
  @Column({ name: 'valid_from', type: 'date', nullable: true })
  validFrom: CivilDate | null;

  /** The first day without it. */
  @Column({ name: 'valid_to', type: 'date', nullable: true })
  validTo: CivilDate | null;

  @Column({ name: 'successor_code', type: 'text', nullable: true })
  successorCode: string | null;

  @Column({ name: 'recorded_at', type: 'timestamptz', precision: 3 })
  recordedAt: Date;

  /** Null for the version in force. */
  @Column({ name: 'replaced_at', type: 'timestamptz', precision: 3, nullable: true })
  replacedAt: Date | null;
}
