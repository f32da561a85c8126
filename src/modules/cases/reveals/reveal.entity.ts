import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { IdentityLevel } from '../../petitions/index.ts';
import type { RevealPurpose } from './domain/reveal.ts';

/** To whom who petitioned was shown, and what for. Never changed. */
@Entity('reveals')
@Index('reveals_by_person', ['accountId', 'petitionId', 'expiresAt'])
@Index('reveals_by_time', ['revealedAt', 'id'])
@Index('reveals_by_agency', ['agencyCode', 'revealedAt', 'id'], { where: 'agency_code IS NOT NULL' })
@Index('reveals_by_case', ['caseId'])
export class RevealEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @ForeignKey('cases', { name: 'reveals_case' })
  @Column({ name: 'case_id', type: 'uuid' })
  caseId: string;

  @ForeignKey('petitions', { name: 'reveals_petition' })
  @Column({ name: 'petition_id', type: 'uuid' })
  petitionId: string;

  @ForeignKey('accounts', { name: 'reveals_account' })
  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;

  /** Whose place they took, by name. */
  @Column({ name: 'on_behalf_of', type: 'text', nullable: true })
  onBehalfOf: string | null;

  /** The agency for which they worked on the case; null: the whole city. */
  @Column({ name: 'agency_code', type: 'text', nullable: true })
  agencyCode: string | null;

  @Column({ name: 'identity_level', type: 'text' })
  identityLevel: IdentityLevel;

  @Column({ type: 'text' })
  purpose: RevealPurpose;

  @Column({ type: 'text', nullable: true })
  note: string | null;

  @Column({ name: 'revealed_at', type: 'timestamptz', precision: 3 })
  revealedAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
