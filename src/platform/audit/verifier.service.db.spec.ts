import { LIN, lit, openSealedRecord, type SealedRecord } from '../../../test/support/sealed-record.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../database/index.ts';
import { FACT_COLUMNS, fromRequest, noteAddress } from '../facts/index.ts';
import { AnchorHash } from './anchor-hash.ts';
import { linkHash, type NumberedFact } from './link-hash.ts';

const MORNING = new Date('2026-11-20T09:00:00+08:00');
const DAY_MS = 86_400_000;

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

/** Where one chain ends. */
const trueParts = sql`
  SELECT substr(e.tag, 1, 2), sha256(convert_to(encode(e.tag, 'hex') || ' ' || encode(e.hash, 'hex') || E'\\n', 'UTF8')) FROM chain_ends e`;

/** What is done in a request of the staff. */
const fromPlace = (requestId: string, address: string, work: () => Promise<void>): Promise<void> =>
  new Promise((resolve, reject) =>
    fromRequest(requestId, () => {
      noteAddress(address);
      work().then(resolve, reject);
    }),
  );

const positions = async (id: string): Promise<number[]> =>
  (
    await database.query<{ position: number }>(sql`SELECT l.position FROM fact_links l WHERE l.subject_id = ${id} ORDER BY l.no`)
  ).map(({ position }) => position);

beforeEach(async () => {
  clock.at = MORNING;
  ({ database, facts, sealer, verifier, record, tamper, seqOf, sealed, close } = await openSealedRecord(clock));
});

afterEach(() => close());

describe('invariant 15: the record is append-only', () => {
  test.each([
    ['an update of facts', sql`UPDATE facts SET data = '{}'`, 'facts is append-only: UPDATE is refused'],
    ['a deletion of facts', sql`DELETE FROM facts`, 'facts is append-only: DELETE is refused'],
    ['a truncation of facts', sql`TRUNCATE facts`, 'facts is append-only: TRUNCATE is refused'],
    ['an update of links', sql`UPDATE fact_links SET position = 7`, 'fact_links is append-only: UPDATE is refused'],
    ['a deletion of links', sql`DELETE FROM fact_links`, 'fact_links is append-only: DELETE is refused'],
    ['a truncation of links', sql`TRUNCATE fact_links`, 'fact_links is append-only: TRUNCATE is refused'],
    ['an update of anchors', sql`UPDATE anchors SET links = 7`, 'anchors is append-only: UPDATE is refused'],
    ['a deletion of anchors', sql`DELETE FROM anchors`, 'anchors is append-only: DELETE is refused'],
    ['a truncation of anchors', sql`TRUNCATE anchors`, 'anchors is append-only: TRUNCATE is refused'],
  ])('%s is refused in words', async (_, statement, message) => {
    await record(newId(), 1);
    await sealer.run();
    await expect(database.transaction((tx) => tx.query(statement))).rejects.toThrow(message);
    expect(await sealed()).toMatchObject({ links: 1, firstBreak: null });
  });

  test('a fact of more than six months ago is kept like a new one', async () => {
    const id = newId();
    await record(id, 1);
    await sealer.run();
    clock.forward(190 * DAY_MS);
    await sealer.run();
    await expect(database.transaction((tx) => tx.query(sql`DELETE FROM facts WHERE subject_id = ${id}`))).rejects.toThrow(
      'refused',
    );
    expect(await facts.about(database, id)).toHaveLength(1);
    expect(await verifier.verify()).toMatchObject({ links: 1, anchors: 2, firstBreak: null });
  });
});

describe('invariant 15: the facts of each subject are a chain', () => {
  test('which is whole when nobody touched it', async () => {
    const [one, other] = [newId(), newId()];
    await record(one, 3);
    await record(other, 2);
    expect(await verifier.verify()).toMatchObject({ links: 0, waiting: 5, firstBreak: null });
    expect(await sealed()).toMatchObject({ links: 5, chains: 2, anchors: 1, waiting: 0, breaks: 0, firstBreak: null });
    await record(one, 1);
    expect(await sealed()).toMatchObject({ links: 6, chains: 2, firstBreak: null });
    expect(await positions(one)).toEqual([1, 2, 3, 4]);
  });

  test('however long: more facts than a batch, more links than a page', async () => {
    const ids = [newId(), newId(), newId()];
    const many = Array.from({ length: 2_500 }, (_, i) => lit(ids[i % 3]!, i));
    await database.transaction((tx) => facts.record(tx, LIN, many));
    expect([await sealer.run(), await sealer.run(), await sealer.run()]).toEqual([2_000, 500, 0]); // a storm is not sealed at one look
    expect(await sealed()).toMatchObject({ links: 2_500, chains: 3, waiting: 0, firstBreak: null });
  });

  test('which never forks, however many write and seal at once', async () => {
    const ids = [newId(), newId()];
    const writers = Array.from({ length: 30 }, (_, i) =>
      database.transaction((tx) => facts.record(tx, LIN, [lit(ids[0]!, i), lit(ids[1]!, i)])),
    );
    const sealers = Array.from({ length: 5 }, () => sealer.run());
    await Promise.all([...writers, ...sealers]);
    expect(await sealed()).toMatchObject({ links: 60, chains: 2, waiting: 0, breaks: 0 });
    for (const id of ids) expect(await positions(id)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  });

  test('into which a fact comes that was begun earlier and committed later than the one before it', async () => {
    const id = newId();
    await database.transaction(async (slow) => {
      await facts.record(slow, LIN, [lit(id, 1)]);
      await record(id, 1);
      await sealer.run();
      expect(await positions(id)).toEqual([1]);
    });
    expect(await sealed()).toMatchObject({ links: 2, waiting: 0, firstBreak: null });
  });

  test('in which a changed fact is named, and the changes after it are counted', async () => {
    const id = newId();
    await record(id, 5);
    await sealer.run();
    const [second, fourth] = [await seqOf(id, 2), await seqOf(id, 4)];
    await tamper(
      sql`UPDATE facts SET data = data || '{"lamps": 99}' WHERE seq = ${second}`,
      sql`UPDATE facts SET actor_name = '陳先生' WHERE seq = ${fourth}`,
    );
    const found = await verifier.verify();
    expect([found.breaks, found.firstBreak]).toEqual([2, `link 2: fact ${second} of case ${id} is not what was sealed`]);
  });

  test('in which a fact that was moved to another subject is named', async () => {
    const [id, elsewhere] = [newId(), newId()];
    await record(id, 2);
    await sealer.run();
    const seq = await seqOf(id, 1);
    await tamper(sql`UPDATE facts SET subject_id = ${elsewhere} WHERE seq = ${seq}`);
    expect((await verifier.verify()).firstBreak).toBe(`link 1: fact ${seq} of case ${id} is not what was sealed`);
  });

  test('which cannot be moved to another subject as a whole', async () => {
    const [id, elsewhere] = [newId(), newId()];
    await record(id, 2);
    await sealer.run();
    const seq = await seqOf(id, 1);
    await tamper(sql`UPDATE fact_links SET subject_id = ${elsewhere} WHERE subject_id = ${id}`);
    expect((await verifier.verify()).firstBreak).toBe(`link 1: fact ${seq} of case ${elsewhere} is not what was sealed`);
  });

  test.each([
    ['a request', sql`UPDATE facts SET request_id = 'r-2'`],
    ['an address', sql`UPDATE facts SET address = '192.0.2.9'`],
    ['no place at all', sql`UPDATE facts SET address = NULL, request_id = NULL`],
  ])('in which a fact that was given %s afterwards is named', async (_, statement) => {
    await fromPlace('r-1', '192.0.2.7', () => record(newId(), 1));
    expect(await sealed()).toMatchObject({ links: 1, firstBreak: null });
    await tamper(statement);
    expect((await verifier.verify()).firstBreak).toMatch(/is not what was sealed$/);
  });

  test('in which a fact of before places were kept is as whole as before, and named when one was put in', async () => {
    await record(newId(), 1);
    expect(await sealed()).toMatchObject({ links: 1, firstBreak: null });
    await tamper(sql`UPDATE facts SET address = '192.0.2.9'`);
    expect((await verifier.verify()).firstBreak).toMatch(/is not what was sealed$/);
  });

  test('in which a fact that was removed is named', async () => {
    const id = newId();
    await record(id, 3);
    await sealer.run();
    const seq = await seqOf(id, 2);
    await tamper(sql`DELETE FROM facts WHERE seq = ${seq}`);
    expect((await verifier.verify()).firstBreak).toBe(`link 2: fact ${seq} of ${id} was removed`);
  });

  test('in which a fact that was removed with its link is missed where it was', async () => {
    const id = newId();
    await record(id, 3);
    await sealer.run();
    const [second, third] = [await seqOf(id, 2), await seqOf(id, 3)];
    await tamper(sql`DELETE FROM facts WHERE seq = ${second}`, sql`DELETE FROM fact_links WHERE seq = ${second}`);
    expect((await verifier.verify()).firstBreak).toBe(
      `link 3: before fact ${third} of case ${id} the links from 2 to 2 of its chain were removed`,
    );
  });

  test('that knows of a fact which was removed before it was sealed', async () => {
    const id = newId();
    await record(id, 2);
    const seq = await seqOf(id, 1);
    await tamper(sql`DELETE FROM facts WHERE seq = ${seq}`);
    expect((await verifier.verify()).firstBreak).toBe(`fact ${seq} was removed before it was sealed`);
  });

  test('that knows of a fact which the program did not record', async () => {
    const id = newId();
    await record(id, 1);
    await sealer.run();
    await database.transaction((tx) =>
      tx.query(sql`
        INSERT INTO facts (id, type, subject_kind, subject_id, at, actor_kind, actor_name, data, public)
        VALUES (${newId()}, 'lamp.lit', 'case', ${id}, ${MORNING}, 'SYSTEM', 'system', '{}', false)`),
    );
    expect((await verifier.verify()).firstBreak).toBe(`fact ${await seqOf(id, 2)} was put in by somebody else than the program`);
  });
});

describe('invariant 15: one anchor a day holds all chains', () => {
  test('made by the first look of the city’s day, over what was sealed since the one before', async () => {
    const id = newId();
    await record(id, 3);
    await sealer.run();
    await record(id, 1);
    await sealer.run();
    clock.forward(DAY_MS);
    await Promise.all([sealer.run(), sealer.run(), sealer.run()]);
    const anchors = await database.query(sql`
      SELECT a.day, a.links, a.through_no AS "throughNo" FROM anchors a ORDER BY a.day`);
    expect(anchors).toEqual([
      { day: '2026-11-20', links: 3, throughNo: '3' },
      { day: '2026-11-21', links: 1, throughNo: '4' },
    ]);
    expect(await verifier.verify()).toMatchObject({ anchors: 2, breaks: 0, lastAnchor: { day: '2026-11-21' } });
  });

  test('misses the last fact of a chain when it was removed with its link', async () => {
    const [id, other] = [newId(), newId()];
    await record(id, 2);
    await record(other, 1);
    await sealer.run();
    const seq = await seqOf(other, 1);
    await tamper(sql`DELETE FROM facts WHERE seq = ${seq}`, sql`DELETE FROM fact_links WHERE seq = ${seq}`);
    const { breaks, firstBreak } = await verifier.verify();
    expect([breaks, firstBreak]).toEqual([
      1,
      'the anchor of 2026-11-20 does not hold: it was made over 3 links through 3, and 2 are there',
    ]);
  });

  test('holds where every chain ended, also chains of before there were ends', async () => {
    const [old, young] = [newId(), newId()];
    await record(old, 2);
    await sealer.run();
    const hashes = await database.query<{ hash: string }>(
      sql`SELECT encode(l.hash, 'hex') AS hash FROM fact_links l ORDER BY l.no`,
    );
    const before = new AnchorHash(null, '2026-11-20');
    for (const { hash } of hashes) before.add(hash);
    await tamper(
      sql`UPDATE anchors SET ends = NULL, head = decode(${before.finish(null).head}, 'hex')`,
      sql`DELETE FROM chain_ends`,
      sql`DELETE FROM chain_end_parts`,
    );
    expect((await verifier.verify()).firstBreak).toBeNull();
    await record(young, 1);
    clock.forward(DAY_MS);
    expect(await sealed()).toMatchObject({ links: 3, anchors: 2, firstBreak: null });
    expect(await database.query(sql`SELECT e.no FROM chain_ends e ORDER BY e.no`)).toEqual([{ no: '2' }, { no: '3' }]);
  });

  test('does not hold when it says that a chain ends elsewhere', async () => {
    await record(newId(), 2);
    await sealer.run();
    await tamper(sql`UPDATE chain_end_parts SET digest = '\xab'`);
    await record(newId(), 1);
    clock.forward(DAY_MS);
    const { breaks, firstBreak } = await sealed();
    expect([breaks, firstBreak]).toEqual([1, 'the chains do not end where the anchor of 2026-11-21 says']);
  });

  test('does not hold when it said so, and the ones after it say how it is', async () => {
    await record(newId(), 2);
    await sealer.run();
    await tamper(sql`UPDATE chain_end_parts SET digest = substr(digest, 2)`);
    clock.forward(DAY_MS);
    await sealer.run();
    await tamper(sql`DELETE FROM chain_end_parts`, sql`INSERT INTO chain_end_parts ${trueParts}`);
    clock.forward(DAY_MS);
    const { anchors, breaks, firstBreak } = await sealed();
    expect([anchors, breaks, firstBreak]).toEqual([3, 1, 'the chains do not end where the anchor of 2026-11-21 says']);
  });

  test('does not hold when the last link of a chain was written anew, hash and all', async () => {
    const id = newId();
    await record(id, 1);
    await sealer.run();
    const [fact] = await database.query<NumberedFact>(sql`
      SELECT ${FACT_COLUMNS}, f.seq FROM facts f`);
    const hash = linkHash({ ...fact!, data: { lamps: 99 } }, 1, null, null);
    await tamper(
      sql`UPDATE facts SET data = '{"lamps": 99}'`,
      sql`UPDATE fact_links SET hash = decode(${hash}, 'hex'), salt = NULL, data_digest = NULL`,
    );
    expect((await verifier.verify()).firstBreak).toMatch(/^the anchor of 2026-11-20 does not hold/);
  });
});
