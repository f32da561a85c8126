import { sql, type Tx } from '../../platform/database/index.ts';

/** Takes out of petitions what tells of a person, for a case whose time of retention is over. Category, district and times stay. */
export class PetitionForgetting {
  /** One statement after the other: a correction that holds the petitioner is waited for, and what it wrote is seen only by the next one. */
  async forget(tx: Tx, { petitionIds }: { readonly petitionIds: readonly string[] }): Promise<void> {
    const ids = sql`ANY(${[...petitionIds]}::uuid[])`;
    await tx.query(sql`DELETE FROM petitioners r WHERE r.petition_id = ${ids}`);
    await tx.query(sql`DELETE FROM petitioner_corrections k WHERE k.petition_id = ${ids}`);
    await tx.query(sql`
      UPDATE petitions p
      SET subject = '', description = '', lat = NULL, lng = NULL, address = NULL, landmark = NULL, light_pole_no = NULL, answers = '{}',
        call_id = NULL, external_id = NULL, confirmation_hash = NULL
      WHERE p.id = ${ids}`);
  }
}
