import { Injectable } from '@nestjs/common';
import { type Db, json, sql, type Tx } from '../database/index.ts';
import { type Resealed, type TakenOverTable, Vault } from '../vault/index.ts';

/** The answer that a key was given: it may hold the code by which a citizen looks their petition up. */
export interface RememberedAnswer<Answer = unknown> {
  /** Of the body, hexadecimal; sealed with it, for whoever knows all of a body but a telephone number could find that out by it. */
  readonly bodyHash: string;
  readonly answer: Answer;
}

/** Whose key it is, and the key. */
export interface KeyOfAnswer {
  readonly scope: string;
  readonly key: string;
}

const placeOf = ({ scope, key }: KeyOfAnswer): string => `idempotency_keys:${scope} ${key}`;

/** Remembered answers, sealed. */
@Injectable()
export class SealedAnswers implements TakenOverTable {
  readonly table = 'idempotency_keys';

  constructor(private readonly vault: Vault) {}

  seal(content: RememberedAnswer, of: KeyOfAnswer): Buffer {
    return this.vault.seal(content, placeOf(of));
  }

  open<Answer>(sealed: Buffer, of: KeyOfAnswer): Promise<RememberedAnswer<Answer>> {
    return this.vault.open(sealed, placeOf(of));
  }

  async takeOver(tx: Tx, rows: readonly PlainAnswer[]): Promise<void> {
    const sealed = rows.map(({ body_hash: bodyHash, answer, ...same }) => ({
      ...same,
      sealed: this.seal({ bodyHash: bodyHash.replace(/^\\x/, ''), answer }, same).toString('hex'),
    }));
    await tx.query(sql`
      INSERT INTO idempotency_keys (scope, key, sealed, created_at)
      SELECT n.scope, n.key, decode(n.sealed, 'hex'), n.created_at
      FROM jsonb_to_recordset(${json(sealed)}::jsonb) AS n (scope text, key text, sealed text, created_at timestamptz)`);
  }

  async count(db: Db): Promise<number> {
    const [row] = await db.query<{ n: number }>(sql`SELECT count(*)::integer AS n FROM idempotency_keys`);
    return row!.n;
  }

  async resealNext(tx: Tx, after: string | null, limit: number): Promise<Resealed> {
    const beyond = after === null ? null : (JSON.parse(after) as KeyOfAnswer);
    const rows = await tx.query<KeyOfAnswer & { readonly sealed: Buffer }>(sql`
      SELECT k.scope, k.key, k.sealed
      FROM idempotency_keys k
      WHERE ${this.vault.isStale(sql`k.sealed`)}${beyond === null ? sql`` : sql` AND (k.scope, k.key) > (${beyond.scope}, ${beyond.key})`}
      ORDER BY k.scope, k.key
      LIMIT ${limit}
      FOR UPDATE`);
    const fresh = await Promise.all(
      rows.map(async ({ sealed, ...of }) => ({ ...of, sealed: (await this.vault.reseal(sealed, placeOf(of))).toString('hex') })),
    );
    await tx.query(sql`
      UPDATE idempotency_keys k
      SET sealed = decode(n.sealed, 'hex')
      FROM jsonb_to_recordset(${json(fresh)}::jsonb) AS n (scope text, key text, sealed text)
      WHERE k.scope = n.scope AND k.key = n.key`);
    const last = rows.at(-1);
    return { rows: rows.length, last: last ? JSON.stringify({ scope: last.scope, key: last.key }) : null };
  }
}

/** A row as an older version of the program wrote it. */
interface PlainAnswer extends KeyOfAnswer {
  readonly body_hash: string;
  readonly answer: unknown;
}
