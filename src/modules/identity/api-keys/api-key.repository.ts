import { Injectable } from '@nestjs/common';
import { type ConstraintErrors, type Db, refusing, sql, type Tx } from '../../../platform/database/index.ts';
import { isClosed } from '../account.repository.ts';
import { type ApiKey, ApiKeyNameTaken, type OwnedApiKey } from './domain/api-key.ts';

export const API_KEY_CONSTRAINTS: ConstraintErrors = { api_keys_by_name: ApiKeyNameTaken };

const API_KEY = sql`k.id, k.name, k.owner_id AS "ownerId", k.scopes, k.agency_codes AS "agencyCodes", k.per_minute AS "perMinute",
  k.created_at AS "createdAt", k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt", k.revoked_at AS "revokedAt"`;

/** A key that may be used, with what its secret is compared with. */
export interface LiveApiKey extends ApiKey {
  readonly secretHash: Buffer;
  readonly previousHash: Buffer | null;
  readonly previousUntil: Date | null;
  /** Whether who answers for it is of a demonstration. */
  readonly demonstration: boolean;
}

/** A new secret in the place of one that works a while longer. */
export interface Rotation {
  readonly secretHash: Buffer;
  readonly previousUntil: Date;
  readonly expiresAt: Date;
}

@Injectable()
export class ApiKeyRepository {
  /** The newest first. */
  list(db: Db): Promise<OwnedApiKey[]> {
    return db.query<OwnedApiKey>(sql`
      SELECT ${API_KEY}, a.display_name AS "ownerName"
      FROM api_keys k
      JOIN accounts a ON a.id = k.owner_id
      ORDER BY k.created_at DESC, k.id`);
  }

  async find(db: Db, id: string): Promise<OwnedApiKey | null> {
    const [row] = await db.query<OwnedApiKey>(sql`
      SELECT ${API_KEY}, a.display_name AS "ownerName"
      FROM api_keys k
      JOIN accounts a ON a.id = k.owner_id
      WHERE k.id = ${id}`);
    return row ?? null;
  }

  /** Neither revoked nor expired, and its owner may sign in. One look-up by primary key. */
  async findLive(db: Db, id: string, now: Date): Promise<LiveApiKey | null> {
    const [row] = await db.query<LiveApiKey>(sql`
      SELECT ${API_KEY}, k.secret_hash AS "secretHash", k.previous_hash AS "previousHash", k.previous_until AS "previousUntil",
        a.demonstration
      FROM api_keys k
      JOIN accounts a ON a.id = k.owner_id
      WHERE k.id = ${id} AND k.revoked_at IS NULL AND k.expires_at > ${now} AND NOT ${isClosed(now)}`);
    return row ?? null;
  }

  async isOwner(db: Db, accountId: string, now: Date): Promise<boolean> {
    return (await db.query(sql`SELECT a.id FROM accounts a WHERE a.id = ${accountId} AND NOT ${isClosed(now)}`)).length > 0;
  }

  /** @throws ApiKeyNameTaken */
  async insert(tx: Tx, key: ApiKey, secretHash: Buffer): Promise<void> {
    await tx
      .query(
        sql`
      INSERT INTO api_keys (id, name, owner_id, scopes, agency_codes, per_minute, secret_hash, created_at, expires_at)
      VALUES (${key.id}, ${key.name}, ${key.ownerId}, ${key.scopes}, ${key.agencyCodes}, ${key.perMinute}, ${secretHash},
        ${key.createdAt}, ${key.expiresAt})`,
      )
      .catch(refusing(API_KEY_CONSTRAINTS));
  }

  /** @returns whether there is such a key */
  async rotate(tx: Tx, id: string, { secretHash, previousUntil, expiresAt }: Rotation): Promise<boolean> {
    const rows = await tx.query(sql`
      UPDATE api_keys SET previous_hash = secret_hash, previous_until = ${previousUntil}, secret_hash = ${secretHash},
        expires_at = ${expiresAt}
      WHERE id = ${id} AND revoked_at IS NULL
      RETURNING id`);
    return rows.length > 0;
  }

  /** @returns whether there was such a key */
  async revoke(tx: Tx, id: string, now: Date): Promise<boolean> {
    const rows = await tx.query(sql`
      UPDATE api_keys SET revoked_at = ${now}, previous_hash = NULL, previous_until = NULL
      WHERE id = ${id} AND revoked_at IS NULL
      RETURNING id`);
    return rows.length > 0;
  }

  async touch(tx: Tx, id: string, now: Date): Promise<void> {
    await tx.query(sql`UPDATE api_keys SET last_used_at = ${now} WHERE id = ${id}`);
  }
}
