import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.ts';
import { Database, type Sql, sql, type Tx, violatedConstraint } from '../database/index.ts';
import { bodyHash } from './body-hash.ts';
import { BadIdempotencyKey, IdempotencyKeyInUse, IdempotencyKeyReused } from './http-errors.ts';
import { SealedAnswers } from './sealed-answers.repository.ts';

/** The constraint whose violation means: this key was used before. */
const KEY_CONSTRAINT = 'idempotency_keys_pkey';

/** Makes the row that remembers an answer, to be written with the work itself; null when the caller sent no key. */
export type Remember = (answer: object) => Sql | null;

export interface Answered<Answer> {
  readonly answer: Answer;
  readonly replayed: boolean;
}

/** One use of an `Idempotency-Key`: whose it is, for what, and with which body. */
interface IdempotentRequest {
  readonly scope: string;
  readonly key: string;
  readonly bodyHash: string;
}

/** Remembers the answer that a key was given. The row is written in the transaction that did the work. */
@Injectable()
export class IdempotencyKeys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sealing: SealedAnswers,
  ) {}

  /**
   * Does the work once for a key: a second request with the same key and body gets the first one's answer.
   *
   * @param scope whose key it is; the same key of another caller is another key
   * @param key null: the work is simply done
   * @throws BadIdempotencyKey, IdempotencyKeyReused
   */
  async once<Answer extends object>(
    scope: string,
    key: string | null,
    body: unknown,
    work: (remember: Remember) => Promise<Answer>,
  ): Promise<Answered<Answer>> {
    if (key === null) return { answer: await work(() => null), replayed: false };
    const request = requestOf(scope, key, body);
    try {
      return { answer: await work((answer) => this.insert(request, answer)), replayed: false };
    } catch (error) {
      const earlier = await this.find<Answer>(request); // what was done once may be refused the second time for any reason
      if (earlier !== null) return { answer: earlier, replayed: true };
      throw violatedConstraint(error) === KEY_CONSTRAINT ? new IdempotencyKeyInUse() : error; // forgotten meanwhile: try again
    }
  }

  private insert(request: IdempotentRequest, answer: unknown): Sql {
    const sealed = this.sealing.seal({ bodyHash: request.bodyHash, answer }, request);
    return sql`INSERT INTO idempotency_keys (scope, key, sealed, created_at)
      VALUES (${request.scope}, ${request.key}, ${sealed}, ${this.clock.now()})`;
  }

  /**
   * The answer given to the same key and body, or null when the key is new.
   * @throws IdempotencyKeyReused when the body was another one
   */
  private async find<Answer>(request: IdempotentRequest): Promise<Answer | null> {
    const [row] = await this.database.query<{ sealed: Buffer }>(sql`
      SELECT k.sealed
      FROM idempotency_keys k
      WHERE k.scope = ${request.scope} AND k.key = ${request.key}`);
    if (!row) return null;
    const { bodyHash, answer } = await this.sealing.open<Answer>(row.sealed, request);
    if (bodyHash !== request.bodyHash) throw new IdempotencyKeyReused();
    return answer;
  }

  /** Drops keys that are old enough; they are kept for at least a day. */
  async forgetBefore(tx: Tx, before: Date): Promise<void> {
    await tx.query(sql`DELETE FROM idempotency_keys WHERE created_at < ${before}`);
  }
}

function requestOf(scope: string, key: string, body: unknown): IdempotentRequest {
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new BadIdempotencyKey();
  return { scope, key, bodyHash: bodyHash(body).toString('hex') };
}
