import { Injectable } from '@nestjs/common';
import { type Db, sql, type Tx } from '../../platform/database/index.ts';
import { ROLES_OF_ACCOUNT } from './account.repository.ts';
import { STANDS_IN_FOR } from './deputies/deputy.repository.ts';
import type { Identity } from './domain/account.ts';
import type { FactorOfSession } from './second-factor/domain/demand.ts';

/** The holder of a session. */
export interface SessionHolder extends Identity, FactorOfSession {}

export interface SessionRow {
  readonly tokenHash: Buffer;
  readonly accountId: string;
  readonly createdAt: Date;
  /** The session is over at this instant. */
  readonly expiresAt: Date;
  /** Whether its holder has shown one. */
  readonly secondFactor: boolean;
}

@Injectable()
export class SessionRepository {
  async insert(tx: Tx, session: SessionRow): Promise<void> {
    await tx.query(sql`
      INSERT INTO sessions (token_hash, account_id, created_at, expires_at, second_factor)
      VALUES (${session.tokenHash}, ${session.accountId}, ${session.createdAt}, ${session.expiresAt}, ${session.secondFactor})`);
  }

  /** Who holds a live session of an enabled account. Look-ups by primary keys: every signed-in request pays for it. */
  async findHolder(db: Db, tokenHash: Buffer, now: Date): Promise<SessionHolder | null> {
    const [row] = await db.query<SessionHolder>(sql`
      SELECT a.id, a.username, a.display_name AS "displayName", a.demonstration, ${ROLES_OF_ACCOUNT} AS roles,
        ${STANDS_IN_FOR(now)} AS "standsInFor", s.second_factor AS shown, f.secret IS NOT NULL AS enrolled
      FROM sessions s
      JOIN accounts a ON a.id = s.account_id
      LEFT JOIN second_factors f ON f.account_id = a.id
      WHERE s.token_hash = ${tokenHash} AND s.expires_at > ${now} AND a.disabled_at IS NULL`);
    return row ?? null;
  }

  /** Its holder has shown a second factor. */
  async passFactor(tx: Tx, tokenHash: Buffer): Promise<void> {
    await tx.query(sql`UPDATE sessions SET second_factor = true WHERE token_hash = ${tokenHash}`);
  }

  /** @returns whether there was such a session */
  async delete(tx: Tx, tokenHash: Buffer): Promise<boolean> {
    const rows = await tx.query(sql`DELETE FROM sessions WHERE token_hash = ${tokenHash} RETURNING account_id`);
    return rows.length > 0;
  }

  /** @returns how many had ended */
  async deleteExpired(tx: Tx, now: Date): Promise<number> {
    return (await tx.query(sql`DELETE FROM sessions WHERE expires_at <= ${now} RETURNING account_id`)).length;
  }
}
