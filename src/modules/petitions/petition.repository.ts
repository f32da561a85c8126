import { Injectable } from '@nestjs/common';
import { type ConstraintErrors, type Db, json, type Sql, sql, type Tx } from '../../platform/database/index.ts';
import { ExternalIdTaken, PetitionNotFound } from './domain/petition-errors.ts';
import type { Petition } from './domain/petition.ts';
import { SealedPetitioners, type SealedRow } from './sealed-petitioners.repository.ts';

export const PETITION_CONSTRAINTS: ConstraintErrors = { petitions_external_id_unique: ExternalIdTaken };

/** A petition that waits for its citizen to follow the link. */
export interface UnconfirmedPetition {
  readonly id: string;
  readonly expiresAt: Date;
  readonly confirmedAt: Date | null;
}

@Injectable()
export class PetitionRepository {
  constructor(private readonly petitioners: SealedPetitioners) {}

  /** The petition and its petitioner as common table expressions, for a statement that writes more. */
  insertParts(petition: Petition): Sql {
    const { place } = petition;
    return sql`petition AS (
      INSERT INTO petitions (id, petition_no, lookup_hash, channel, category_code, subject, description, received_at, registered_at,
        registered_by, lat, lng, point_doubtful, address, district_code, village_code, landmark, light_pole_no, answers, anonymous,
        confidential, preferred_contact, language, call_id, external_id)
      VALUES (${petition.id}, ${petition.petitionNo}, ${petition.lookupHash}, ${petition.channel}, ${petition.categoryCode},
        ${petition.subject}, ${petition.description}, ${petition.receivedAt}, ${petition.registeredAt}, ${petition.registeredBy},
        ${place.point?.lat ?? null}, ${place.point?.lng ?? null}, ${place.doubtful}, ${place.address}, ${place.districtCode},
        ${place.villageCode}, ${place.landmark}, ${place.lightPoleNo}, ${json(petition.answers)}, ${petition.anonymous},
        ${petition.confidential}, ${petition.preferredContact}, ${petition.language}, ${petition.callId}, ${petition.externalId})
    ), petitioner AS (${this.petitioners.insert(petition)})`;
  }

  /** Replaces the link that a petition can be confirmed by: only the newest one works. */
  async setConfirmation(tx: Tx, petitionId: string, hash: Buffer, expiresAt: Date): Promise<void> {
    await tx.query(sql`
      UPDATE petitions
      SET confirmation_hash = ${hash}, confirmation_expires_at = ${expiresAt}
      WHERE id = ${petitionId}`);
  }

  async lockByConfirmation(tx: Tx, hash: Buffer): Promise<UnconfirmedPetition | null> {
    const [row] = await tx.query<UnconfirmedPetition>(sql`
      SELECT p.id, p.confirmation_expires_at AS "expiresAt", p.confirmed_at AS "confirmedAt"
      FROM petitions p
      WHERE p.confirmation_hash = ${hash}
      FOR UPDATE`);
    return row ?? null;
  }

  async markConfirmed(tx: Tx, petitionId: string, at: Date): Promise<void> {
    await tx.query(sql`UPDATE petitions SET confirmed_at = ${at} WHERE id = ${petitionId}`);
  }

  /** @throws PetitionNotFound */
  async get(db: Db, id: string): Promise<Petition> {
    const [row] = await db.query<PetitionRow>(sql`
      SELECT p.id, p.petition_no AS "petitionNo", p.lookup_hash AS "lookupHash", p.channel, p.category_code AS "categoryCode",
        p.subject, p.description, p.received_at AS "receivedAt", p.registered_at AS "registeredAt",
        p.registered_by AS "registeredBy", p.lat, p.lng, p.point_doubtful AS doubtful, p.address,
        p.district_code AS "districtCode", p.village_code AS "villageCode", p.landmark, p.light_pole_no AS "lightPoleNo", p.answers,
        p.anonymous, p.confidential, p.preferred_contact AS "preferredContact", p.language, p.call_id AS "callId",
        p.external_id AS "externalId", r.petition_id AS "petitionId", r.sealed
      FROM petitions p
      JOIN petitioners r ON r.petition_id = p.id
      WHERE p.id = ${id}`);
    if (!row) throw new PetitionNotFound();
    const { lat, lng, doubtful, address, districtCode, villageCode, landmark, lightPoleNo, petitionId, sealed, ...same } = row;
    const { sentFrom, ...petitioner } = await this.petitioners.open({ petitionId, sealed });
    const point = lat === null || lng === null ? null : { lat, lng };
    return {
      ...same,
      petitioner,
      sentFrom,
      place: { point, doubtful, address, districtCode, villageCode, landmark, lightPoleNo },
    };
  }
}

type PetitionRow = Omit<Petition, 'place' | 'petitioner' | 'sentFrom'> &
  SealedRow &
  Omit<Petition['place'], 'point'> & { readonly lat: number | null; readonly lng: number | null };
