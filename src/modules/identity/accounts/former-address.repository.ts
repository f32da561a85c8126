import { type Db, type Sql, sql, type Tx } from '../../../platform/database/index.ts';

/** An assignment for an UPDATE of `accounts` that writes this address: the one there was is kept until its holder was told. */
export const keepingFormer = (email: string | null): Sql => sql`
  former_emails = CASE
    WHEN accounts.email IS NULL OR lower(accounts.email) IS NOT DISTINCT FROM lower(${email}::text) THEN accounts.former_emails
    ELSE array_append(accounts.former_emails, accounts.email)
  END`;

/** The addresses that somebody had before. */
export class FormerAddresses {
  /** Those that were not asked for yet; they are forgotten. */
  async take(tx: Tx, accountId: string): Promise<string[]> {
    const [row] = await this.lock(tx, accountId);
    if (!row || row.emails.length === 0) return [];
    await tx.query(sql`UPDATE accounts SET former_emails = '{}' WHERE id = ${accountId}`);
    return row.emails;
  }

  private lock(db: Db, accountId: string): Promise<{ emails: string[] }[]> {
    return db.query(sql`SELECT a.former_emails AS emails FROM accounts a WHERE a.id = ${accountId} FOR NO KEY UPDATE`);
  }
}
