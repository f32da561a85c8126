import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Failed sign-ins with names that nobody has; many names share a row. */
@Entity('unknown_sign_ins')
export class UnknownSignInEntity {
  @PrimaryColumn({ type: 'integer' })
  counter: number;

  @Column({ name: 'failed_logins', type: 'integer' })
  failedLogins: number;

  @Column({ name: 'locked_until', type: 'timestamptz', precision: 3, nullable: true })
  lockedUntil: Date | null;
}
