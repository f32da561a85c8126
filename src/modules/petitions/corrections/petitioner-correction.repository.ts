import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.ts';
import { type Db, json, sql, type Tx } from '../../../platform/database/index.ts';
import { type Resealed, type SealedTable, Vault } from '../../../platform/vault/index.ts';
import type { Correction } from '../domain/correction.ts';
import type { Petition } from '../domain/petition.ts';
import { type SealedPerson, SealedPetitioners, type SealedRow } from '../sealed-petitioners.repository.ts';

/** Who corrected something, and when. */
export interface CorrectedBy {
  readonly accountId: string;
  readonly at: Date;
}

const placeOf = (id: string): string => `petitioner_corrections:${id}`;

/** A petitioner's details as they are now; what they were is kept beside them, sealed like them. */
@Injectable()
export class PetitionerCorrectionRepository implements SealedTable {
  readonly table = 'petitioner_corrections';

  constructor(
    private readonly petitioners: SealedPetitioners,
    private readonly vault: Vault,
  ) {}

  /** The details of a petition that nobody else corrects until the transaction ends. */
  async lock(tx: Tx, petitionId: string): Promise<SealedPerson> {
    const [row] = await tx.query<SealedRow>(sql`
      SELECT r.petition_id AS "petitionId", r.sealed FROM petitioners r WHERE r.petition_id = ${petitionId} FOR UPDATE`);
    if (!row) throw new Error(`petition ${petitionId} has no petitioner`);
    return this.petitioners.open(row);
  }

  /** Keeps what was, and writes what is. */
  async save(
    tx: Tx,
    { id, anonymous }: Pick<Petition, 'id' | 'anonymous'>,
    former: SealedPerson,
    { corrected, fields }: Correction,
    { accountId, at }: CorrectedBy,
  ): Promise<void> {
    const correctionId = newId();
    await tx.query(sql`
      WITH kept AS (
        INSERT INTO petitioner_corrections (id, petition_id, account_id, fields, former, corrected_at)
        VALUES (${correctionId}, ${id}, ${accountId}, ${fields}, ${this.vault.seal(former, placeOf(correctionId))}, ${at})
      )
      ${this.petitioners.update({ id, anonymous, petitioner: corrected, sentFrom: former.sentFrom })}`);
  }

  async count(db: Db): Promise<number> {
    const [row] = await db.query<{ n: number }>(sql`SELECT count(*)::integer AS n FROM petitioner_corrections`);
    return row!.n;
  }

  async resealNext(tx: Tx, after: string | null, limit: number): Promise<Resealed> {
    const rows = await tx.query<{ readonly id: string; readonly former: Buffer }>(sql`
      SELECT c.id, c.former
      FROM petitioner_corrections c
      WHERE ${this.vault.isStale(sql`c.former`)}${after === null ? sql`` : sql` AND c.id > ${after}`}
      ORDER BY c.id
      LIMIT ${limit}
      FOR UPDATE`);
    const fresh = await Promise.all(
      rows.map(async ({ id, former }) => ({ id, former: (await this.vault.reseal(former, placeOf(id))).toString('hex') })),
    );
    await tx.query(sql`
      UPDATE petitioner_corrections c
      SET former = decode(n.former, 'hex')
      FROM jsonb_to_recordset(${json(fresh)}::jsonb) AS n (id uuid, former text)
      WHERE c.id = n.id`);
    return { rows: rows.length, last: rows.at(-1)?.id ?? null };
  }
}
