import { addPetition } from '../../../test/support/case-rows.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { IncomingMailRepository } from './incoming/incoming-mail.repository.ts';
import { MessageForgetting } from './message-forgetting.repository.ts';

const AT = new Date('2026-11-20T01:30:00.000Z');
const forgetting = new MessageForgetting();

let copy: TestDatabase;
let database: Database;

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new Database(await createDataSource({ url: copy.url, pool: 2 }).initialize());
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
