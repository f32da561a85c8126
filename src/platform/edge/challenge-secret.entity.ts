import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row: what all processes sign challenges with. */
@Entity('challenge_secrets')
export class ChallengeSecretEntity {
  @PrimaryColumn({ type: 'smallint' })
  id: number;

  @Column({ type: 'bytea' })
  secret: Buffer;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
