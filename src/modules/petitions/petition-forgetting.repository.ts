import { sql, type Tx } from '../../platform/database/index.ts';

/** Takes out of petitions what tells of a person, for a case whose time of retention is over. Category, district and times stay. */
export class PetitionForgetting {
  async forget(tx: Tx, { petitionIds }: { readonly petitionIds: readonly string[] }): Promise<void> {
    await tx.query(sql`
      WITH vault AS (
        DELETE FROM petitioners r WHERE r.petition_id = ANY(${[...petitionIds]}::uuid[])
      ), corrections AS (
        DELETE FROM petitioner_corrections k WHERE k.petition_id = ANY(${[...petitionIds]}::uuid[])
      )
      UPDATE petitions p
      SET subject = '', description = '', lat = NULL, lng = NULL, address = NULL, landmark = NULL, light_pole_no = NULL, answers = '{}',
        call_id = NULL, external_id = NULL, confirmation_hash = NULL
      WHERE p.id = ANY(${[...petitionIds]}::uuid[])`);
  }
}
