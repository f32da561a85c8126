import { addCase, addPetition } from '../../../test/support/case-rows.ts';
import { planOf, RecordingDatabase } from '../../../test/support/plan.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { sql } from '../../platform/database/index.ts';
import { IncomingMailRepository } from './incoming/incoming-mail.repository.ts';
import { MessageForgetting } from './message-forgetting.repository.ts';

const AT = new Date('2026-11-20T01:30:00.000Z');
const forgetting = new MessageForgetting();

let copy: TestDatabase;
let database: RecordingDatabase;

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new RecordingDatabase(await createDataSource({ url: copy.ownerUrl, pool: 2 }).initialize());
});

afterAll(async () => {
  await database.onApplicationShutdown();
  await copy.drop();
});

test('of the mails to a petition stays that they came, and not by what they are known again', async () => {
  const mails = new IncomingMailRepository();
  const [forgotten, other] = [await addPetition(database), await addPetition(database)];
  await database.transaction(async (tx) => {
    for (const [i, { id: petitionId }] of [forgotten, other].entries())
      await mails.enter(
        tx,
        { mailbox: 'INBOX', uidValidity: '1', uid: i + 1 },
        { petitionId, digest: Buffer.alloc(32, i + 1), reason: null, isWhole: true },
        AT,
      );
    await forgetting.forget(tx, { caseId: newId(), petitionIds: [forgotten.id] });
  });
  expect(
    await database.query(sql`SELECT m.digest, m.state, m.petition_id AS "petitionId" FROM incoming_mails m ORDER BY m.uid`),
  ).toEqual([
    { digest: null, state: 'TAKEN', petitionId: forgotten.id },
    { digest: Buffer.alloc(32, 2), state: 'TAKEN', petitionId: other.id },
  ]);
});

test('among the messages of many years, the digests of the time in which a case was open are a range of an index', async () => {
  await database.query(sql`
    INSERT INTO messages (id, channel, recipient_index, template, language, sealed, state, attempts, cause, created_at)
    SELECT gen_random_uuid(), 'EMAIL', '', CASE WHEN n % 100 = 0 THEN 'digest' ELSE 'survey' END, 'zh-TW', '', 'SENT', 1, 'm-' || n,
      '2020-01-01'::timestamptz + n * interval '1 hour'
    FROM generate_series(1, 50000) n`);
  const { id } = await addCase(database, [], { closedAt: new Date('2022-06-01T00:00:00Z') });
  await database.query(sql`UPDATE cases SET opened_at = '2022-01-01' WHERE id = ${id}`);
  await database.query(sql`ANALYZE messages, cases`);
  const undone = database.transaction(async (tx) => {
    await forgetting.forget(tx, { caseId: id, petitionIds: [] });
    throw new Error('they are looked for once more');
  });
  await expect(undone).rejects.toThrow('once more');
  const steps = await planOf(
    database,
    database.asked.find(({ text }) => text.includes("'digest'"))!,
  );
  const messages = steps.filter(({ name }) => name.startsWith('messages'));
  expect(messages.map(({ name }) => name)).toContain('messages_digests');
  expect(Math.max(...messages.map(({ rows }) => rows))).toBeLessThanOrEqual(((151 + 7) * 24) / 100 + 2);
});
