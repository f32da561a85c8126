import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ViewGround } from '../domain/petition-facts.ts';

/** That a machine of the city, which has no account, was shown how somebody who petitioned is reached: once for each ground. */
@Entity('machine_views')
export class MachineViewEntity {
  @PrimaryColumn({ type: 'text' })
  machine: string;

  @ForeignKey('petitions', { name: 'machine_views_petition' })
  @PrimaryColumn({ name: 'petition_id', type: 'uuid' })
  petitionId: string;

  /** What entitles it: a survey that it is to ask by telephone. */
  @PrimaryColumn({ name: 'ground_id', type: 'uuid' })
  groundId: string;

  @Column({ type: 'text' })
  ground: ViewGround;

  @Column({ name: 'viewed_at', type: 'timestamptz', precision: 3 })
  viewedAt: Date;
}
