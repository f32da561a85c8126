import { Injectable } from '@nestjs/common';
import { type Db, type Sql, sql, json, type Tx } from '../../platform/database/index.ts';
import { BlindIndex, type Resealed, type TakenOverTable, Vault } from '../../platform/vault/index.ts';
import { personKeysOf } from './domain/person-key.ts';
import type { Petition, Petitioner } from './domain/petition.ts';

/** What is sealed of a petition, all at once. */
export interface SealedPerson extends Petitioner {
  /** The Internet address from which it was sent. */
  readonly sentFrom: string | null;
}

/** A row as it is read: whose petition, and what is sealed. */
export interface SealedRow {
  readonly petitionId: string;
  /** Null where there is no row. */
  readonly sealed: Buffer | null;
}

type Sender = Pick<Petition, 'id' | 'petitioner' | 'sentFrom' | 'anonymous'>;

const NOBODY: SealedPerson = { name: null, phone: null, email: null, address: null, sentFrom: null };

const placeOf = (petitionId: string): string => `petitioners:${petitionId}`;

/** Who petitioned, sealed. In the clear stands only which ways to reach them there are: lists ask for that, and it tells of nobody. */
@Injectable()
export class SealedPetitioners implements TakenOverTable {
  readonly table = 'petitioners';

  constructor(
    private readonly vault: Vault,
    private readonly index: BlindIndex,
  ) {}

  insert(sender: Sender): Sql {
    const { sealed, phoneIndex, emailIndex } = this.seal(sender);
    const { phone, email, address } = sender.petitioner;
    return sql`
      INSERT INTO petitioners (petition_id, sealed, phone_index, email_index, has_phone, has_email, has_address)
      VALUES (${sender.id}, ${sealed}, ${phoneIndex}, ${emailIndex}, ${phone !== null}, ${email !== null}, ${address !== null})`;
  }

  update(sender: Sender): Sql {
    const { sealed, phoneIndex, emailIndex } = this.seal(sender);
    const { phone, email, address } = sender.petitioner;
    return sql`
      UPDATE petitioners
      SET sealed = ${sealed}, phone_index = ${phoneIndex}, email_index = ${emailIndex}, has_phone = ${phone !== null},
        has_email = ${email !== null}, has_address = ${address !== null}
      WHERE petition_id = ${sender.id}`;
  }

  open({ petitionId, sealed }: SealedRow): Promise<SealedPerson> {
    return sealed === null ? Promise.resolve(NOBODY) : this.vault.open<SealedPerson>(sealed, placeOf(petitionId));
  }

  /** Rows with who they are of, in the order in which they were found. */
  openAll<Row extends SealedRow>(rows: readonly Row[]): Promise<(Omit<Row, 'sealed'> & { readonly person: SealedPerson })[]> {
    return Promise.all(
      rows.map(async (row) => {
        const person = await this.open(row);
        const { sealed: _, ...same } = row;
        return { ...same, person };
      }),
    );
  }

  async takeOver(tx: Tx, rows: readonly PlainPetitioner[]): Promise<void> {
    const sealed = rows.map(({ petition_id: id, anonymous, name, phone, email, address }) => {
      const made = this.seal({ id, anonymous, petitioner: { name, phone, email, address }, sentFrom: null });
      return { id, sealed: hex(made.sealed), phone: hex(made.phoneIndex), email: hex(made.emailIndex) };
    });
    const ways = rows.map((row) => ({ id: row.petition_id, phone: row.phone, email: row.email, address: row.address }));
    await tx.query(sql`
      INSERT INTO petitioners (petition_id, sealed, phone_index, email_index, has_phone, has_email, has_address)
      SELECT n.id, decode(n.sealed, 'hex'), decode(n.phone, 'hex'), decode(n.email, 'hex'), w.phone IS NOT NULL, w.email IS NOT NULL,
        w.address IS NOT NULL
      FROM jsonb_to_recordset(${json(sealed)}::jsonb) AS n (id uuid, sealed text, phone text, email text)
      JOIN jsonb_to_recordset(${json(ways)}::jsonb) AS w (id uuid, phone text, email text, address text) ON w.id = n.id`);
  }

  async count(db: Db): Promise<number> {
    const [row] = await db.query<{ n: number }>(sql`SELECT count(*)::integer AS n FROM petitioners`);
    return row!.n;
  }

  async resealNext(tx: Tx, after: string | null, limit: number): Promise<Resealed> {
    const rows = await tx.query<IndexedRow>(sql`
      SELECT w.petition_id AS "petitionId", w.sealed, w.phone_index IS NOT NULL AS "byPhone", w.email_index IS NOT NULL AS "byEmail"
      FROM petitioners w
      WHERE ${this.vault.isStale(sql`w.sealed`)}${after === null ? sql`` : sql` AND w.petition_id > ${after}`}
      ORDER BY w.petition_id
      LIMIT ${limit}
      FOR UPDATE`);
    const fresh = await Promise.all(rows.map((row) => this.reseal(row)));
    await tx.query(sql`
      UPDATE petitioners w
      SET sealed = decode(n.sealed, 'hex'), phone_index = decode(n.phone, 'hex'), email_index = decode(n.email, 'hex')
      FROM jsonb_to_recordset(${json(fresh)}::jsonb) AS n (id uuid, sealed text, phone text, email text)
      WHERE w.petition_id = n.id`);
    return { rows: rows.length, last: rows.at(-1)?.petitionId ?? null };
  }

  /** What was not findable – who petitions anonymously is not – does not become so. */
  private async reseal(row: IndexedRow): Promise<object> {
    const { petitionId: id, sealed, byPhone, byEmail } = row;
    const { phoneKey, emailKey } = personKeysOf({ anonymous: false, petitioner: await this.open(row) });
    return {
      id,
      sealed: hex(await this.vault.reseal(sealed, placeOf(id))),
      phone: byPhone ? hex(this.index.of('phone', phoneKey)) : null,
      email: byEmail ? hex(this.index.of('email', emailKey)) : null,
    };
  }

  private seal(sender: Sender): {
    readonly sealed: Buffer;
    readonly phoneIndex: Buffer | null;
    readonly emailIndex: Buffer | null;
  } {
    const { phoneKey, emailKey } = personKeysOf(sender);
    const { name, phone, email, address } = sender.petitioner;
    const person: SealedPerson = { name, phone, email, address, sentFrom: sender.sentFrom };
    return {
      sealed: this.vault.seal(person, placeOf(sender.id)),
      phoneIndex: this.index.of('phone', phoneKey),
      emailIndex: this.index.of('email', emailKey),
    };
  }
}

/** A row that is there, and by what it is found. */
interface IndexedRow extends SealedRow {
  readonly sealed: Buffer;
  readonly byPhone: boolean;
  readonly byEmail: boolean;
}

/** A row as an older version of the program wrote it. */
interface PlainPetitioner extends Petitioner {
  readonly petition_id: string;
  readonly anonymous: boolean;
}

const hex = (bytes: Buffer | null): string | null => bytes && bytes.toString('hex');
