import { Injectable } from '@nestjs/common';
import { type Db, sql, type Tx } from '../../platform/database/index.ts';
import { isClosed, ROLES_OF_ACCOUNT } from './account.repository.ts';
import { STANDS_IN_FOR } from './deputies/deputy.repository.ts';
import type { Identity } from './domain/account.ts';
import type { OwnSession, SessionTimes } from './sessions/domain/session-end.ts';

/** How somebody signed in. */
export type SignInMeans = 'PASSWORD' | 'SINGLE_SIGN_ON';

/** The holder of a session, and the session. */
export interface SessionHolder extends Identity, SessionTimes {
  readonly sessionId: string;
  readonly openedBy: SignInMeans;
  readonly demonstration: boolean;
  /** Whether somebody else chose the password. */
  readonly mustChangePassword: boolean;
  readonly passwordChangedAt: Date;
}

export interface SessionRow {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly accountId: string;
  readonly createdAt: Date;
  /** The session is over at this instant. */
  readonly expiresAt: Date;
  readonly openedBy: SignInMeans;
  readonly client: string | null;
  readonly address: string | null;
}

@Injectable()
export class SessionRepository {
  /** With it the account remembers that its holder was there. */
  async insert(tx: Tx, session: SessionRow): Promise<void> {
    await tx.query(sql`
      WITH seen AS (
        UPDATE accounts SET last_signed_in_at = ${session.createdAt}::timestamptz WHERE id = ${session.accountId}
      )
      INSERT INTO sessions (id, token_hash, account_id, created_at, last_seen_at, expires_at, opened_by, client, address)
      VALUES (${session.id}, ${session.tokenHash}, ${session.accountId}, ${session.createdAt}, ${session.createdAt}, ${session.expiresAt},
        ${session.openedBy}, ${session.client}, ${session.address})`);
  }

  /** Who holds a session of an account that is open. One look-up by primary key: every signed-in request pays for it. */
  async findHolder(db: Db, tokenHash: Buffer, now: Date): Promise<SessionHolder | null> {
    const [row] = await db.query<SessionHolder>(sql`
      SELECT a.id, a.username, a.display_name AS "displayName", a.demonstration, a.must_change_password AS "mustChangePassword",
        coalesce(a.password_changed_at, a.created_at) AS "passwordChangedAt", s.id AS "sessionId", s.opened_by AS "openedBy",
        s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt", ${ROLES_OF_ACCOUNT} AS roles,
        ${STANDS_IN_FOR(now)} AS "standsInFor"
      FROM sessions s
      JOIN accounts a ON a.id = s.account_id
      WHERE s.token_hash = ${tokenHash} AND s.expires_at > ${now} AND NOT ${isClosed(now)}`);
    return row ?? null;
  }

  /** Writes down that a session is used, unless somebody else just has. */
  async see(tx: Tx, tokenHash: Buffer, { lastSeenAt }: SessionTimes, now: Date): Promise<void> {
    await tx.query(sql`
      UPDATE sessions SET last_seen_at = ${now} WHERE token_hash = ${tokenHash} AND last_seen_at = ${lastSeenAt}`);
  }

  /** Those of an account, the latest used first. Some may have ended. */
  list(db: Db, accountId: string): Promise<OwnSession[]> {
    return db.query<OwnSession>(sql`
      SELECT s.id, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt", s.client, s.address
      FROM sessions s
      WHERE s.account_id = ${accountId}
      ORDER BY s.last_seen_at DESC, s.id`);
  }

  /** @returns whether there was such a session */
  async delete(tx: Tx, tokenHash: Buffer): Promise<boolean> {
    const rows = await tx.query(sql`DELETE FROM sessions WHERE token_hash = ${tokenHash} RETURNING account_id`);
    return rows.length > 0;
  }

  /** @returns whether the account had such a session */
  async deleteById(tx: Tx, accountId: string, id: string): Promise<boolean> {
    const rows = await tx.query(sql`DELETE FROM sessions WHERE account_id = ${accountId} AND id = ${id} RETURNING id`);
    return rows.length > 0;
  }

  /** @param except null: all of them @returns how many there were */
  async deleteOf(tx: Tx, accountId: string, except: string | null): Promise<number> {
    const others = except === null ? sql`true` : sql`id <> ${except}`;
    return (await tx.query(sql`DELETE FROM sessions WHERE account_id = ${accountId} AND ${others} RETURNING id`)).length;
  }

  /** @returns how many had ended */
  async deleteExpired(tx: Tx, now: Date): Promise<number> {
    return (await tx.query(sql`DELETE FROM sessions WHERE expires_at <= ${now} RETURNING account_id`)).length;
  }
}
