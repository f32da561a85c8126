import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A fact that a reaction has not taken yet: the row goes in the transaction in which the reaction takes effect. */
@Entity('fact_deliveries')
@Index('fact_deliveries_by_offer', ['offerAt', 'factId'])
export class FactDeliveryEntity {
  @PrimaryColumn({ name: 'fact_id', type: 'uuid' })
  factId: string;

  @PrimaryColumn({ type: 'text' })
  reaction: string;

  /** When the relay hands it to the queue: at once, and again when nothing came of it. */
  @Column({ name: 'offer_at', type: 'timestamptz', precision: 3, default: () => `'-infinity'` })
  offerAt: Date;
}
