import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.ts';
import { type Db, sql, type Tx } from '../../../platform/database/index.ts';
import { isSecret } from '../../petitions/index.ts';
import type { RelayKey } from '../domain/relay-address.ts';
import { type IgnoredBecause, isForPeople } from './domain/automatic-mail.ts';

/** Where a mail lies. */
export interface MailPlace {
  readonly mailbox: string;
  readonly uidValidity: string;
  readonly uid: number;
}

/** The petition whose address a mail was sent to. */
export interface AddressedPetition {
  readonly id: string;
  readonly petitionNo: string;
  /** Whether custodians alone may know who sent it. */
  readonly secret: boolean;
}

/** What became of a mail. */
export type MailOutcome = { readonly digest: Buffer | null } & (
  | { readonly petitionId: string; readonly reason: null; readonly isWhole: boolean }
  | { readonly petitionId: string | null; readonly reason: IgnoredBecause }
);

@Injectable()
export class IncomingMailRepository {
  /** Whether a mail was dealt with, and is for people to see; null: it was not. */
  async find(db: Db, { mailbox, uidValidity, uid }: MailPlace): Promise<{ readonly forPeople: boolean } | null> {
    const [row] = await db.query<{ forPeople: boolean }>(sql`
      SELECT m.for_people AS "forPeople"
      FROM incoming_mails m
      WHERE m.mailbox = ${mailbox} AND m.uid_validity = ${uidValidity} AND m.uid = ${uid}`);
    return row ?? null;
  }

  /** The petition of the first of these keys that is right. */
  async petitionOf(db: Db, keys: readonly RelayKey[]): Promise<AddressedPetition | null> {
    const [row] = await db.query<AddressedPetition>(sql`
      SELECT p.id, p.petition_no AS "petitionNo", ${isSecret(sql`p`, sql`c`)} AS secret
      FROM unnest(${keys.map(({ token }) => token)}::text[], ${keys.map(({ petitionNo }) => petitionNo)}::text[]) WITH ORDINALITY
        AS k (token, petition_no, place)
      JOIN relay_addresses a ON a.token = k.token
      JOIN petitions p ON p.id = a.petition_id AND p.petition_no = k.petition_no
      JOIN case_petitions l ON l.petition_id = p.id
      JOIN cases c ON c.id = l.case_id
      ORDER BY k.place
      LIMIT 1`);
    return row ?? null;
  }

  /** Whether the same mail of a petitioner was taken before, from another place. */
  async isKnown(tx: Tx, petitionId: string, digest: Buffer): Promise<boolean> {
    const rows = await tx.query(sql`
      SELECT 1 FROM incoming_mails m WHERE m.petition_id = ${petitionId} AND m.digest = ${digest} AND m.state = 'TAKEN'`);
    return rows.length > 0;
  }

  /** Whether the question that a case waits for was put to this petitioner. @param askedAt when it was asked */
  async wasAsked(tx: Tx, caseId: string, petitionId: string, askedAt: Date): Promise<boolean> {
    const rows = await tx.query(sql`
      SELECT 1
      FROM messages m
      WHERE m.case_id = ${caseId} AND m.petition_id = ${petitionId} AND m.template = 'supplement' AND m.created_at >= ${askedAt}
      LIMIT 1`);
    return rows.length > 0;
  }

  /** Notes what became of a mail, unless somebody did. @returns whether this is the first time */
  async enter(tx: Tx, { mailbox, uidValidity, uid }: MailPlace, outcome: MailOutcome, at: Date): Promise<boolean> {
    const { petitionId, digest, reason } = outcome;
    const forPeople = reason === null ? !outcome.isWhole : isForPeople(reason);
    const rows = await tx.query(sql`
      INSERT INTO incoming_mails (id, mailbox, uid_validity, uid, state, reason, for_people, petition_id, digest, taken_at)
      VALUES (${newId()}, ${mailbox}, ${uidValidity}, ${uid}, ${reason === null ? 'TAKEN' : 'IGNORED'}, ${reason}, ${forPeople},
        ${petitionId}, ${digest}, ${at})
      ON CONFLICT (mailbox, uid_validity, uid) DO NOTHING
      RETURNING id`);
    return rows.length > 0;
  }
}
