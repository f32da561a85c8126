import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ViewGround } from '../domain/petition-facts.ts';

/** That somebody was shown who petitioned: once for each ground, however often they look. */
@Entity('identity_views')
export class IdentityViewEntity {
  @ForeignKey('accounts', { name: 'identity_views_account' })
  @PrimaryColumn({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @ForeignKey('petitions', { name: 'identity_views_petition' })
  @PrimaryColumn({ name: 'petition_id', type: 'uuid' })
  petitionId: string;

  /** What entitles them: a reveal, or a survey that they are to ask by telephone. */
  @PrimaryColumn({ name: 'ground_id', type: 'uuid' })
  groundId: string;

  @Column({ type: 'text' })
  ground: ViewGround;

  @Column({ name: 'viewed_at', type: 'timestamptz', precision: 3 })
  viewedAt: Date;
}
