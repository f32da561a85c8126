import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A fact that a reaction has not taken yet: the row goes in the transaction in which the reaction takes effect. */
@Entity('fact_deliveries')
@Index('fact_deliveries_by_enqueued', ['enqueuedAt'])
export class FactDeliveryEntity {
  @PrimaryColumn({ name: 'fact_id', type: 'uuid' })
  factId: string;

  @PrimaryColumn({ type: 'text' })
  reaction: string;

  /** Null until the relay has handed it to the queue. */
  @Column({ name: 'enqueued_at', type: 'timestamptz', precision: 3, nullable: true })
  enqueuedAt: Date | null;
}
