import { LIN, openSealedRecord, type SealedRecord, WANG } from '../../../test/support/sealed-record.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { type Sql, sql } from '../database/index.ts';
import { FACT_COLUMNS } from '../facts/index.ts';
import { linkHash, type NumberedFact } from './link-hash.ts';

const MORNING = new Date('2026-11-20T09:00:00+08:00');

const clock = new SetClock(MORNING);
let database: SealedRecord['database'];
let facts: SealedRecord['facts'];
let sealer: SealedRecord['sealer'];
let verifier: SealedRecord['verifier'];
let record: SealedRecord['record'];
let tamper: SealedRecord['tamper'];
let seqOf: SealedRecord['seqOf'];
let sealed: SealedRecord['sealed'];
let close: SealedRecord['close'];

beforeEach(async () => {
  clock.at = MORNING;
  ({ database, facts, sealer, verifier, record, tamper, seqOf, sealed, close } = await openSealedRecord(clock));
});

afterEach(() => close());

describe('invariant 15: what a fact said may go, and the record is whole all the same', () => {
  const batch = newId();

  /** What a batch of retention leaves in the record: who previewed it, who approved it, and that the case was made anonymous. */
  const decided = (id: string, { by = WANG, subjects = [id] } = {}): Promise<void> =>
    database.transaction(async (tx) => {
      const [ofBatch, ofCase] = [{ kind: 'retention', id: batch } as const, { kind: 'case', id } as const];
      await facts.record(tx, LIN, [{ type: 'retention.previewed', subject: ofBatch, data: { batchNo: 1 } }]);
      await facts.record(tx, by, [{ type: 'retention.approved', subject: ofBatch, data: { batchNo: 1 } }]);
      await facts.record(tx, SYSTEM, [{ type: 'case.anonymised', subject: ofCase, data: { batchNo: 1, subjects } }]);
    });

  const tombstone = (id: string): Promise<void> =>
    tamper(
      sql`INSERT INTO retention_batches (id, no, state, as_of, classes, previewed_by, previewed_at)
        VALUES (${batch}, 1, 'RUNNING', '2026-11-20', '[]', '{}', now()) ON CONFLICT DO NOTHING`,
      sql`INSERT INTO tombstones (case_id, batch_id, batch_no, case_no, class, status, received_on, closed_on, anonymised_at)
        VALUES (${id}, ${batch}, 1, 'C', 'GENERAL', 'CLOSED', '2020-01-01', '2020-06-01', now())`,
    );

  /** Empties the facts that there are. */
  const blank = (id: string, of = id): Promise<void> =>
    tamper(
      sql`INSERT INTO blanked_subjects (subject_id, batch_id, case_id) VALUES (${id}, ${batch}, ${of})`,
      sql`UPDATE facts SET data = '{}' WHERE subject_id = ${id}`,
      sql`UPDATE fact_links SET salt = NULL WHERE subject_id = ${id}`,
    );

  /** What `blank_facts` and the run of a batch do for a case. */
  const entomb = async (id: string): Promise<void> => {
    await tombstone(id);
    await blank(id);
    await decided(id);
  };

  test('where a tombstone stands', async () => {
    const [id, other] = [newId(), newId()];
    await record(id, 3);
    await record(other, 1);
    await sealed();
    await entomb(id);
    await record(id, 1);
    expect(await sealed()).toMatchObject({ links: 8, breaks: 0, firstBreak: null });
  });

  test.each<[string, (id: string) => Promise<void>]>([
    ['when somebody wrote into the list alone', (id) => blank(id)],
    [
      'when nobody decided about the batch',
      async (id) => {
        await tombstone(id);
        await blank(id);
      },
    ],
    [
      'when there is no tombstone',
      async (id) => {
        await blank(id);
        await decided(id);
      },
    ],
    [
      'when one person decided alone',
      async (id) => {
        await tombstone(id);
        await blank(id);
        await decided(id, { by: LIN });
      },
    ],
    [
      'under the tombstone of another case, which named what went with it',
      async (id) => {
        const other = newId();
        await record(other, 1);
        await sealed();
        await entomb(other);
        await blank(id, other);
      },
    ],
  ])('but not %s', async (_, empty) => {
    const id = newId();
    await record(id, 2);
    await sealed();
    const seq = await seqOf(id, 1);
    await empty(id);
    const { breaks, firstBreak } = await sealed();
    expect([breaks, firstBreak]).toEqual([2, `link 1: fact ${seq} of case ${id} is not what was sealed`]);
  });

  test.each([
    ['where none stands', sql`DELETE FROM tombstones`],
    ['where its subject is not in the list', sql`DELETE FROM blanked_subjects`],
    [
      'not when something else stands in its place',
      sql`UPDATE facts SET data = '{"lamps": 99}' WHERE seq = (SELECT min(seq) FROM facts)`,
    ],
    ['not when the digest was exchanged', sql`UPDATE fact_links SET data_digest = decode(repeat('ab', 32), 'hex') WHERE no = 1`],
    ['not when the digest went too', sql`UPDATE fact_links SET data_digest = NULL WHERE no = 1`],
    ['not when anything else was changed', sql`UPDATE facts SET actor_name = '別人' WHERE seq = (SELECT min(seq) FROM facts)`],
  ])('but %s', async (_, statement) => {
    const id = newId();
    await record(id, 2);
    await sealed();
    const seq = await seqOf(id, 1);
    await entomb(id);
    await tamper(statement);
    expect((await verifier.verify()).firstBreak).toBe(`link 1: fact ${seq} of case ${id} is not what was sealed`);
  });

  test('by the trigger’s leave, which gives none for anything else', async () => {
    const [id, other] = [newId(), newId()];
    await record(id, 2);
    await record(other, 1);
    await sealed();
    const change = (statement: Sql): Promise<unknown> => database.transaction((tx) => tx.query(statement));
    await change(sql`INSERT INTO blanked_subjects (subject_id, batch_id, case_id) VALUES (${id}, ${newId()}, ${id})`);
    const refused = [
      sql`UPDATE facts SET data = '{}' WHERE subject_id = ${other}`,
      sql`UPDATE facts SET data = '{"lamps": 99}' WHERE subject_id = ${id}`,
      sql`UPDATE facts SET data = '{}', actor_name = '別人' WHERE subject_id = ${id}`,
      sql`UPDATE fact_links SET salt = NULL WHERE subject_id = ${other}`,
      sql`UPDATE fact_links SET data_digest = NULL WHERE subject_id = ${id}`,
      sql`UPDATE fact_links SET salt = NULL, hash = data_digest WHERE subject_id = ${id}`,
      sql`UPDATE blanked_subjects SET subject_id = ${other}`,
      sql`DELETE FROM blanked_subjects`,
    ];
    for (const statement of refused) await expect(change(statement)).rejects.toThrow('is append-only');
    await change(sql`UPDATE facts SET data = '{}' WHERE subject_id = ${id}`);
    await change(sql`UPDATE fact_links SET salt = NULL WHERE subject_id = ${id}`);
    expect(await verifier.verify()).toMatchObject({ links: 3, breaks: 2 }); // the leave of the trigger is not that of the record
  });

  test('and links of before there were digests are checked as they were made', async () => {
    const id = newId();
    await record(id, 1);
    await sealer.run();
    const [fact] = await database.query<NumberedFact>(sql`SELECT ${FACT_COLUMNS}, f.seq FROM facts f`);
    const hash = linkHash(fact!, 1, null, null);
    await tamper(
      sql`UPDATE fact_links SET hash = decode(${hash}, 'hex'), salt = NULL, data_digest = NULL`,
      sql`DELETE FROM anchors`,
    );
    await record(id, 1);
    expect(await sealed()).toMatchObject({ links: 2, breaks: 0 });
    await tamper(sql`UPDATE facts SET data = '{}' WHERE seq = ${fact!.seq}`);
    expect((await verifier.verify()).firstBreak).toBe(`link 1: fact ${fact!.seq} of case ${id} is not what was sealed`);
  });
});
