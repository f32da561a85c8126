import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.ts';
import { sql, type Tx } from '../../../platform/database/index.ts';
import type { Correction } from '../domain/correction.ts';
import { personKeysOf } from '../domain/person-key.ts';
import type { Petition, Petitioner } from '../domain/petition.ts';

/** Who corrected something, and when. */
export interface CorrectedBy {
  readonly accountId: string;
  readonly at: Date;
}

/** A petitioner's details as they are now; what they were is kept beside them. */
@Injectable()
export class PetitionerCorrectionRepository {
  /** The details of a petition that nobody else corrects until the transaction ends. */
  async lock(tx: Tx, petitionId: string): Promise<Petitioner> {
    const [row] = await tx.query<Petitioner>(sql`
      SELECT r.name, r.phone, r.email, r.address FROM petitioners r WHERE r.petition_id = ${petitionId} FOR UPDATE`);
    if (!row) throw new Error(`petition ${petitionId} has no petitioner`);
    return row;
  }

  /** Keeps what was, and writes what is. */
  async save(
    tx: Tx,
    { id, anonymous }: Pick<Petition, 'id' | 'anonymous'>,
    former: Petitioner,
    { corrected, fields }: Correction,
    { accountId, at }: CorrectedBy,
  ): Promise<void> {
    const { phoneKey, emailKey } = personKeysOf({ anonymous, petitioner: corrected });
    await tx.query(sql`
      WITH kept AS (
        INSERT INTO petitioner_corrections (id, petition_id, account_id, fields, name, phone, email, address, corrected_at)
        VALUES (${newId()}, ${id}, ${accountId}, ${fields}, ${former.name}, ${former.phone}, ${former.email}, ${former.address}, ${at})
      )
      UPDATE petitioners
      SET name = ${corrected.name}, phone = ${corrected.phone}, email = ${corrected.email}, address = ${corrected.address},
        phone_key = ${phoneKey}, email_key = ${emailKey}
      WHERE petition_id = ${id}`);
  }
}
