import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CivilDate } from '../../kernel/civil-date.ts';
import type { SlaUnit } from '../calendar/index.ts';
import type { Urgency } from './domain/category.ts';

/** Every version of every category. */
@Entity('categories')
@Index('categories_current', ['code'], { unique: true, where: 'replaced_at IS NULL' })
export class CategoryEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  code: string;

  @Column({ name: 'name_zh', type: 'text' })
  nameZh: string;

  @Column({ name: 'name_en', type: 'text' })
  nameEn: string;

  @Column({ name: 'group_code', type: 'text' })
  groupCode: string;

  @Column({ name: 'group_zh', type: 'text' })
  groupZh: string;

  @Column({ type: 'text' })
  urgency: Urgency;

  @Column({ name: 'sla_value', type: 'integer' })
  slaValue: number;

  @Column({ name: 'sla_unit', type: 'text' })
  slaUnit: SlaUnit;

  @Column({ name: 'location_required', type: 'boolean' })
  locationRequired: boolean;

  @Column({ name: 'safety_hazard', type: 'boolean' })
  safetyHazard: boolean;

  @Column({ type: 'boolean' })
  confidential: boolean;

  @Column({ name: 'direct_dispatch', type: 'boolean' })
  directDispatch: boolean;

  @Column({ name: 'city_appearance_no', type: 'integer', nullable: true })
  cityAppearanceNo: number | null;

  @Column({ name: 'owner_agency_code', type: 'text', nullable: true })
  ownerAgencyCode: string | null;

  @Column({ type: 'text', array: true })
  keywords: string[];

  @Column({ type: 'text', array: true })
  aliases: string[];

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
