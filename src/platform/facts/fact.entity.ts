import { Column, Entity, Generated, Index, PrimaryColumn } from 'typeorm';
import type { ActorRef, Person } from '../../kernel/actor.ts';
import type { FactSubject } from '../../kernel/fact.ts';

/** What happened; never changed. */
@Entity('facts')
@Index('facts_by_subject', ['subjectId', 'seq'])
@Index('facts_by_time', ['at', 'seq'])
@Index('facts_by_type', ['type', 'at', 'seq'])
@Index('facts_by_actor', ['actorId', 'at', 'seq'], { where: 'actor_id IS NOT NULL' })
export class FactEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** The order in which facts were recorded. */
  @Generated('identity' as never) // TypeORM knows the word, its types do not
  @Column({ type: 'bigint', generatedIdentity: 'ALWAYS' })
  seq: string;

  @Column({ type: 'text' })
  type: string;

  @Column({ name: 'subject_kind', type: 'text' })
  subjectKind: FactSubject['kind'];

  @Column({ name: 'subject_id', type: 'uuid' })
  subjectId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  @Column({ name: 'actor_kind', type: 'text' })
  actorKind: ActorRef['kind'];

  @Column({ name: 'actor_id', type: 'uuid', nullable: true })
  actorId: string | null;

  @Column({ name: 'actor_name', type: 'text' })
  actorName: string;

  /** Whose place the actor took, as their deputy. */
  @Column({ name: 'on_behalf_of', type: 'jsonb', nullable: true })
  onBehalfOf: Person | null;

  @Column({ type: 'jsonb' })
  data: object;

  @Column({ type: 'boolean' })
  public: boolean;

  /** Of the request in which it was done; null when no request did it. */
  @Column({ name: 'request_id', type: 'text', nullable: true })
  requestId: string | null;

  /** From where it was done; null for citizens, whose address is personal data. */
  @Column({ type: 'text', nullable: true })
  address: string | null;
}
