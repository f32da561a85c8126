import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far the simulated clock is ahead of the machine: one row, or none. */
@Entity('simulated_clock')
export class SimulatedClockEntity {
  @PrimaryColumn({ type: 'integer' })
  id: number;

  @Column({ name: 'ahead_ms', type: 'bigint' })
  aheadMs: string;
}
