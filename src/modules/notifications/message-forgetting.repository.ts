import { sql, type Tx } from '../../platform/database/index.ts';

/** A case whose time of retention is over. */
interface ForgottenCase {
  readonly caseId: string;
  readonly petitionIds: readonly string[];
}

/**
 * Removes what was written to petitioners and staff about a case; the digests of the time in which it was open, which may name it, too. Of
 * what petitioners wrote in mails, by what such a mail is known again: whoever guesses the words could try them by it. To this petition none
 * can come any more, for its address goes.
 */
export class MessageForgetting {
  async forget(tx: Tx, { caseId, petitionIds }: ForgottenCase): Promise<void> {
    await tx.query(sql`DELETE FROM messages m WHERE m.case_id = ${caseId}`);
    await tx.query(sql`DELETE FROM messages m WHERE m.petition_id = ANY(${[...petitionIds]}::uuid[])`);
    await tx.query(sql`
      DELETE FROM messages m
      USING cases c
      WHERE c.id = ${caseId} AND m.created_at BETWEEN c.opened_at AND c.closed_at + interval '7 days' AND m.template = 'digest'`);
    await tx.query(sql`
      UPDATE incoming_mails i
      SET digest = NULL
      WHERE i.petition_id = ANY(${[...petitionIds]}::uuid[]) AND i.state = 'TAKEN' AND i.digest IS NOT NULL`);
    await tx.query(sql`DELETE FROM relay_addresses a WHERE a.petition_id = ANY(${[...petitionIds]}::uuid[])`);
  }
}
