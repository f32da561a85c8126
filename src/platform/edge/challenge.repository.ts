import { Injectable } from '@nestjs/common';
import { type Db, sql, type Tx } from '../database/index.ts';

/** The secret of the city's challenges, and those that were solved already. */
@Injectable()
export class ChallengeRepository {
  async findSecret(db: Db): Promise<Buffer | null> {
    const [row] = await db.query<{ secret: Buffer }>(sql`SELECT s.secret FROM challenge_secrets s WHERE s.id = 1`);
    return row?.secret ?? null;
  }

  /** Keeps the one that is there. */
  async insertSecret(tx: Tx, secret: Buffer, createdAt: Date): Promise<void> {
    await tx.query(sql`
      INSERT INTO challenge_secrets (id, secret, created_at) VALUES (1, ${secret}, ${createdAt}) ON CONFLICT (id) DO NOTHING`);
  }

  /** @returns whether it was not spent before */
  async spend(tx: Tx, nonce: string, until: Date): Promise<boolean> {
    const rows = await tx.query(sql`
      INSERT INTO spent_challenges (nonce, until) VALUES (${nonce}, ${until}) ON CONFLICT (nonce) DO NOTHING RETURNING nonce`);
    return rows.length > 0;
  }

  /** Those that would be refused for their age anyway. */
  async forget(tx: Tx, now: Date): Promise<void> {
    await tx.query(sql`DELETE FROM spent_challenges WHERE until <= ${now}`);
  }
}
