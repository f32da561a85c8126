import { addAccount, addPetition } from '../../../test/support/case-rows.ts';
import { isWaitedFor } from '../../../test/support/lock-waits.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { until } from '../../../test/support/until.ts';
import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { PetitionForgetting } from './petition-forgetting.repository.ts';

let copy: TestDatabase;
let database: Database;

beforeAll(async () => {
  copy = await createTestDatabase();
  database = new Database(await createDataSource({ url: copy.url, pool: 3 }).initialize());
});

afterAll(async () => {
  await database.onApplicationShutdown();
  await copy.drop();
});

test('what was corrected while the petition is forgotten is forgotten, too', async () => {
  const { id } = await addPetition(database);
  const accountId = await addAccount(database, { username: 'o', role: 'OPERATOR', agencyCode: 'A-1' });
  const { forgotten } = await database.transaction(async (tx) => {
    await tx.query(sql`UPDATE petitioners SET has_phone = false WHERE petition_id = ${id}`);
    const forgotten = database.transaction((other) => new PetitionForgetting().forget(other, { petitionIds: [id] }));
    await until(() => isWaitedFor(tx));
    await tx.query(sql`
      INSERT INTO petitioner_corrections (id, petition_id, account_id, fields, former, corrected_at)
      VALUES (${newId()}, ${id}, ${accountId}, ${['name']}, ${Buffer.from('x')}, now())`);
    return { forgotten };
  });
  await forgotten;
  const left = sql`
    SELECT 'petitioner' AS what FROM petitioners r WHERE r.petition_id = ${id}
    UNION ALL
    SELECT 'correction' FROM petitioner_corrections k WHERE k.petition_id = ${id}`;
  expect(await database.query(left)).toEqual([]);
});
