import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A challenge whose solution was taken: it is not taken again. */
@Entity('spent_challenges')
@Index('spent_challenges_by_end', ['until'])
export class SpentChallengeEntity {
  @PrimaryColumn({ type: 'text' })
  nonce: string;

  /** After it the challenge is refused for its age. */
  @Column({ type: 'timestamptz', precision: 3 })
  until: Date;
}
