import { Injectable } from '@nestjs/common';
import { type Db, json, sql, type Tx } from '../../../platform/database/index.ts';
import { type Resealed, type SealedTable, Vault } from '../../../platform/vault/index.ts';

interface FactorRow {
  readonly id: string;
  readonly secret: Buffer | null;
  readonly proposed: Buffer | null;
}

/** The secrets of second factors as they lie in the database: sealed for their account, so that in the row of another they do not open. */
@Injectable()
export class SealedFactors implements SealedTable {
  readonly table = 'second_factors';

  constructor(private readonly vault: Vault) {}

  seal(secret: string, accountId: string): Buffer {
    return this.vault.seal(secret, placeOf(accountId));
  }

  open(sealed: Buffer, accountId: string): Promise<string> {
    return this.vault.open<string>(sealed, placeOf(accountId));
  }

  async count(db: Db): Promise<number> {
    const [row] = await db.query<{ rows: number }>(sql`SELECT count(*)::integer AS rows FROM second_factors`);
    return row!.rows;
  }

  async resealNext(tx: Tx, after: string | null, limit: number): Promise<Resealed> {
    const beyond = after === null ? sql`` : sql` AND f.account_id > ${after}`;
    const rows = await tx.query<FactorRow>(sql`
      SELECT f.account_id AS id, f.secret, f.proposed_secret AS proposed
      FROM second_factors f
      WHERE (${this.vault.isStale(sql`f.secret`)} OR ${this.vault.isStale(sql`f.proposed_secret`)})${beyond}
      ORDER BY f.account_id
      LIMIT ${limit}
      FOR UPDATE`);
    const fresh = await Promise.all(
      rows.map(async ({ id, secret, proposed }) => ({
        id,
        secret: await this.again(secret, id),
        proposed: await this.again(proposed, id),
      })),
    );
    await tx.query(sql`
      UPDATE second_factors f
      SET secret = decode(n.secret, 'hex'), proposed_secret = decode(n.proposed, 'hex')
      FROM jsonb_to_recordset(${json(fresh)}::jsonb) AS n (id uuid, secret text, proposed text)
      WHERE f.account_id = n.id`);
    return { rows: rows.length, last: rows.at(-1)?.id ?? null };
  }

  private async again(sealed: Buffer | null, accountId: string): Promise<string | null> {
    return sealed && (await this.vault.reseal(sealed, placeOf(accountId))).toString('hex');
  }
}

const placeOf = (accountId: string): string => `second_factors:${accountId}`;
