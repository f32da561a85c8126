import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { SlaUnit } from '../calendar/index.ts';
import type { Urgency } from '../catalog/index.ts';
import type { CaseStatus, ClockState, CasePromise, NoActionGround, TrackingLevel } from './domain/case.ts';
import type { Outcome } from './domain/outcome.ts';

/** What agencies work on. */
@Entity('cases')
@Unique('cases_no_unique', ['caseNo'])
@Index('cases_open_by_agency', ['leadAgencyCode', 'dueAt', 'id'], { where: 'closed_at IS NULL' })
@Index('cases_open_by_due', ['dueAt', 'id'], { where: 'closed_at IS NULL' })
@Index('cases_open_by_category', ['categoryCode', 'id'], { where: 'closed_at IS NULL' })
@Index('cases_by_opened', ['openedAt', 'id'])
@Index('cases_in_triage', ['openedAt', 'id'], { where: "status = 'TRIAGE'" })
@Index('cases_by_words', ['search'], { type: 'gin' })
@Index('cases_by_parent', ['parentId', 'dueAt', 'id'], { where: 'parent_id IS NOT NULL' })
@Index('cases_kept', ['closedAt', 'id'], { where: 'closed_at IS NOT NULL AND anonymised_at IS NULL' })
@Index('cases_by_merge', ['mergedIntoId'], { where: 'merged_into_id IS NOT NULL' })
export class CaseEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'case_no', type: 'text' })
  caseNo: string;

  @Column({ type: 'integer' })
  version: number;

  @Column({ type: 'text' })
  status: CaseStatus;

  @Column({ name: 'category_code', type: 'text', nullable: true })
  categoryCode: string | null;

  @Column({ type: 'text' })
  priority: Urgency;

  @Column({ name: 'safety_hazard', type: 'boolean' })
  safetyHazard: boolean;

  @Column({ type: 'boolean' })
  confidential: boolean;

  @Column({ type: 'text' })
  subject: string;

  @Column({ type: 'text' })
  description: string;

  @Column({ type: 'double precision', nullable: true })
  lat: number | null;

  @Column({ type: 'double precision', nullable: true })
  lng: number | null;

  @Column({ type: 'text', nullable: true })
  address: string | null;

  @Column({ name: 'district_code', type: 'text', nullable: true })
  districtCode: string | null;

  @Column({ name: 'village_code', type: 'text', nullable: true })
  villageCode: string | null;

  @Column({ name: 'lead_agency_code', type: 'text', nullable: true })
  leadAgencyCode: string | null;

  @Column({ name: 'handler_id', type: 'uuid', nullable: true })
  handlerId: string | null;

  @Column({ name: 'first_received_at', type: 'timestamptz', precision: 3 })
  firstReceivedAt: Date;

  @Column({ name: 'opened_at', type: 'timestamptz', precision: 3 })
  openedAt: Date;

  @Column({ name: 'sla_value', type: 'integer' })
  slaValue: number;

  @Column({ name: 'sla_unit', type: 'text' })
  slaUnit: SlaUnit;

  @Column({ name: 'due_at', type: 'timestamptz', precision: 3 })
  dueAt: Date;

  @Column({ name: 'overdue_since', type: 'timestamptz', precision: 3, nullable: true })
  overdueSince: Date | null;

  @Column({ name: 'clock_state', type: 'text' })
  clockState: ClockState;

  /** What was left when the clock stopped or began to stand still. */
  @Column({ name: 'remaining_minutes', type: 'integer', nullable: true })
  remainingMinutes: number | null;

  @Column({ type: 'integer' })
  extensions: number;

  /** Calendar days by which extensions have moved the due day, all together. */
  @Column({ name: 'extended_days', type: 'integer', default: 0 })
  extendedDays: number;

  @Column({ type: 'integer' })
  reroutes: number;

  @Column({ name: 'petition_count', type: 'integer' })
  petitionCount: number;

  @Column({ type: 'integer' })
  closings: number;

  @Column({ type: 'text', nullable: true })
  outcome: Outcome | null;

  @Column({ type: 'text', nullable: true })
  reply: string | null;

  @Column({ name: 'closed_at', type: 'timestamptz', precision: 3, nullable: true })
  closedAt: Date | null;

  /** When its time of retention was over; null while all of it is there. */
  @Column({ name: 'anonymised_at', type: 'timestamptz', precision: 3, nullable: true })
  anonymisedAt: Date | null;

  @ForeignKey('cases', { name: 'cases_merged_into' })
  @Column({ name: 'merged_into_id', type: 'uuid', nullable: true })
  mergedIntoId: string | null;

  @Column({ name: 'status_before_merge', type: 'text', nullable: true })
  statusBeforeMerge: CaseStatus | null;

  @ForeignKey('cases', { name: 'cases_parent' })
  @Column({ name: 'parent_id', type: 'uuid', nullable: true })
  parentId: string | null;
  /** Whether a repeated petition says anything new; null when nobody has looked. */
  @Column({ name: 'new_fact', type: 'boolean', nullable: true })
  newFact: boolean | null;

  @Column({ name: 'no_action_ground', type: 'text', nullable: true })
  noActionGround: NoActionGround | null;

  @Column({ name: 'earlier_case_no', type: 'text', nullable: true })
  earlierCaseNo: string | null;

  @Column({ name: 'tracking_level', type: 'text', nullable: true })
  trackingLevel: TrackingLevel | null;

  @Column({ type: 'jsonb', default: [] })
  promises: readonly CasePromise[];

  /** Made of words by the program: PostgreSQL does not divide Chinese text. */
  @Column({ type: 'tsvector' })
  search: string;
}
