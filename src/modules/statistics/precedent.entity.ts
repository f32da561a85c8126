import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** What the city's level decided about a disputed case, to be followed in like cases and made a rule of. */
@Entity('precedents')
@Unique('precedents_once', ['factId'])
@Index('precedents_by_category', ['categoryCode', 'ruledAt'])
@Index('precedents_by_case', ['caseId'])
export class PrecedentEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** The ruling as it stands in the record. */
  @Column({ name: 'fact_id', type: 'uuid' })
  factId: string;

  @ForeignKey('cases', { name: 'precedents_case' })
  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ name: 'category_code', type: 'text', nullable: true })
  categoryCode: string | null;

  @Column({ name: 'district_code', type: 'text', nullable: true })
  districtCode: string | null;

  @Column({ name: 'village_code', type: 'text', nullable: true })
  villageCode: string | null;

  @Column({ name: 'from_agency_code', type: 'text' })
  fromAgencyCode: string;

  @Column({ name: 'agency_code', type: 'text' })
  agencyCode: string;

  @Column({ type: 'text' })
  reason: string;

  @Column({ name: 'ruled_by', type: 'text' })
  ruledBy: string;

  @Column({ name: 'ruled_at', type: 'timestamptz', precision: 3 })
  ruledAt: Date;
}
