import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Channel, PreferredContact } from './domain/petition.ts';

/** What citizens sent. Only the columns of the confirmation are ever changed. */
@Entity('petitions')
@Unique('petitions_no_unique', ['petitionNo'])
@Index('petitions_external_id_unique', ['externalId'], { unique: true, where: 'external_id IS NOT NULL' })
@Index('petitions_by_confirmation', ['confirmationHash'], { unique: true, where: 'confirmation_hash IS NOT NULL' })
@Index('petitions_by_village_head', ['registeredBy'], { where: "channel = 'VILLAGE_HEAD'" })
export class PetitionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'petition_no', type: 'text' })
  petitionNo: string;

  /** SHA-256 of the code with which the citizen follows the petition. */
  @Column({ name: 'lookup_hash', type: 'bytea' })
  lookupHash: Buffer;

  @Column({ type: 'text' })
  channel: Channel;

  @Column({ name: 'category_code', type: 'text', nullable: true })
  categoryCode: string | null;

  @Column({ type: 'text' })
  subject: string;

  @Column({ type: 'text' })
  description: string;

  @Column({ name: 'received_at', type: 'timestamptz', precision: 3 })
  receivedAt: Date;

  @Column({ name: 'registered_at', type: 'timestamptz', precision: 3 })
  registeredAt: Date;

  /** Null when the citizen registered it. */
  @Column({ name: 'registered_by', type: 'uuid', nullable: true })
  registeredBy: string | null;

  @Column({ type: 'double precision', nullable: true })
  lat: number | null;

  @Column({ type: 'double precision', nullable: true })
  lng: number | null;

  @Column({ name: 'point_doubtful', type: 'boolean' })
  pointDoubtful: boolean;

  @Column({ type: 'text', nullable: true })
  address: string | null;

  @Column({ name: 'district_code', type: 'text', nullable: true })
  districtCode: string | null;

  @Column({ name: 'village_code', type: 'text', nullable: true })
  villageCode: string | null;

  @Column({ type: 'text', nullable: true })
  landmark: string | null;

  @Column({ name: 'light_pole_no', type: 'text', nullable: true })
  lightPoleNo: string | null;

  @Column({ type: 'jsonb' })
  answers: Record<string, string>;

  @Column({ type: 'boolean' })
  anonymous: boolean;

  @Column({ type: 'boolean' })
  confidential: boolean;

  @Column({ name: 'preferred_contact', type: 'text' })
  preferredContact: PreferredContact;

  @Column({ type: 'text' })
  language: string;

  @Column({ name: 'call_id', type: 'text', nullable: true })
  callId: string | null;

  @Column({ name: 'external_id', type: 'text', nullable: true })
  externalId: string | null;

  /** SHA-256 of the newest link that confirms it. */
  @Column({ name: 'confirmation_hash', type: 'bytea', nullable: true })
  confirmationHash: Buffer | null;

  @Column({ name: 'confirmation_expires_at', type: 'timestamptz', precision: 3, nullable: true })
  confirmationExpiresAt: Date | null;

  @Column({ name: 'confirmed_at', type: 'timestamptz', precision: 3, nullable: true })
  confirmedAt: Date | null;
}
