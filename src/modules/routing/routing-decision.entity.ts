import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { MatchedFacts, RunnerUp } from './domain/decide.ts';
import type { Border, Reason } from './domain/routing-facts.ts';

/** Every decision that a case was sent by; never changed. */
@Entity('routing_decisions')
@Index('routing_decisions_by_case', ['caseId', 'decidedAt'])
export class RoutingDecisionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @Column({ name: 'rule_set_version', type: 'integer' })
  ruleSetVersion: number;

  @Column({ name: 'rule_id', type: 'text', nullable: true })
  ruleId: string | null;

  @Column({ type: 'text' })
  outcome: 'DISPATCHED' | 'TRIAGE';

  @Column({ name: 'lead_agency_code', type: 'text', nullable: true })
  leadAgencyCode: string | null;

  @Column({ name: 'co_agency_codes', type: 'text', array: true })
  coAgencyCodes: string[];

  @Column({ type: 'jsonb' })
  reasons: Reason[];

  @Column({ name: 'runners_up', type: 'jsonb' })
  runnersUp: RunnerUp[];

  @Column({ type: 'jsonb', nullable: true })
  border: Border | null;

  @Column({ type: 'jsonb' })
  facts: MatchedFacts;

  @Column({ name: 'decided_at', type: 'timestamptz', precision: 3 })
  decidedAt: Date;
}
