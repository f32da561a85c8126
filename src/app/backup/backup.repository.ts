import { sql, type Tx } from '../../platform/database/index.ts';

/** A backup as the database that it was made of remembers it. */
export interface BackupRecord {
  readonly id: string;
  /** Of its folder. */
  readonly name: string;
  readonly madeAt: Date;
  readonly bytes: number;
  /** Of its manifest, hexadecimal. */
  readonly sha256: string;
}

export class BackupRepository {
  /** @returns whether it was not there yet */
  async insert(tx: Tx, { id, name, madeAt, bytes, sha256 }: BackupRecord): Promise<boolean> {
    const rows = await tx.query(sql`
      INSERT INTO backups (id, name, made_at, bytes, sha256)
      VALUES (${id}, ${name}, ${madeAt}, ${bytes}, decode(${sha256}, 'hex'))
      ON CONFLICT (id) DO NOTHING
      RETURNING id`);
    return rows.length > 0;
  }

  /** @returns whether it is a backup of this database */
  async noteTrial(tx: Tx, id: string, sound: boolean, at: Date): Promise<boolean> {
    const rows = await tx.query(sql`UPDATE backups SET tried_at = ${at}, sound = ${sound} WHERE id = ${id} RETURNING id`);
    return rows.length > 0;
  }
}
