import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { DataSource } from 'typeorm';
import { PreparedStatements } from './prepared-statements.ts';
import { withoutValue } from './refused-value.ts';
import type { Sql } from './sql.ts';

declare const transactional: unique symbol;

/** Anything that can be read from. */
export interface Db {
  query<Row>(statement: Sql): Promise<Row[]>;
}

/** A running transaction: the only thing repositories write with, and only `Database` makes one. */
export interface Tx extends Db {
  readonly [transactional]: true;
  /** Runs after the commit, never after a rollback. */
  afterCommit(callback: () => void): void;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const ATTEMPTS = 4;

export const DATA_SOURCE = Symbol('DataSource');

/** One process's connections. Reads go straight to the pool; writes need a transaction. */
@Injectable()
export class Database implements Db, OnApplicationShutdown {
  private readonly prepared = new PreparedStatements();

  constructor(@Inject(DATA_SOURCE) private readonly dataSource: DataSource) {}

  async query<Row>(statement: Sql): Promise<Row[]> {
    return rowsOf<Row>(this.pool.query(toQuery(statement)));
  }

  /** All of `work` or nothing. Run again from the start when PostgreSQL broke a deadlock or a serialization conflict: `work` must not have other effects. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (attempt === ATTEMPTS || !isTransient(error)) throw error;
      }
    }
  }

  /** A transaction of exactly one statement, prepared once per connection: one round trip instead of three. */
  async statement<Row>(statement: Sql): Promise<Row[]> {
    return rowsOf<Row>(this.pool.query(this.prepared.of(statement)));
  }

  /** @throws Error when the database does not answer */
  async ping(): Promise<void> {
    await this.pool.query('SELECT 1');
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    const callbacks: (() => void)[] = [];
    try {
      await runner.startTransaction();
      const result = await work(transactionOn(client, callbacks));
      await runner.commitTransaction();
      for (const callback of callbacks) callback();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined); // the first error is the one to tell
      throw error;
    } finally {
      await runner.release();
    }
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { readonly master: Pool }).master;
  }
}

function transactionOn(client: PoolClient, callbacks: (() => void)[]): Tx {
  const tx = {
    query: <Row>(statement: Sql): Promise<Row[]> => rowsOf<Row>(client.query(toQuery(statement))),
    afterCommit: (callback: () => void): void => void callbacks.push(callback),
  };
  return tx as unknown as Tx;
}

const toQuery = ({ text, values }: Sql): QueryConfig => ({ text, values });

async function rowsOf<Row>(result: Promise<{ rows: unknown[] }>): Promise<Row[]> {
  try {
    return (await result).rows as Row[];
  } catch (error) {
    throw withoutValue(error);
  }
}

function isTransient(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED;
}
