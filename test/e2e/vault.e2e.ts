import { randomBytes } from 'node:crypto';
import { PetitionRepository } from '../../src/modules/petitions/index.ts';
import { sql } from '../../src/platform/database/index.ts';
import { columnsWith } from '../support/every-column.ts';
import { libraryLetter, signalTiming } from '../support/petition-bodies.ts';
import { runProgram } from '../support/programs.ts';
import { acceptCase, closeCase } from '../support/reminders.ts';
import { keyIn, newKey, startTestApp, type TestApp } from '../support/test-app.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** Stands nowhere but in the fields that say who petitions. */
const PETITIONER = {
  name: '歐陽清風',
  phone: '0937-123-987',
  email: 'qingfeng.ouyang@canary.example',
  address: '桃園市桃園區縣府路1999號',
  preferredContact: 'EMAIL',
};
const ADDRESS = '203.0.113.199';

describe('what a citizen told of themselves', () => {
  let city: TestApp;
  let lookupCode: string;
  let caseNo: string;
  let mailed: string;

  beforeAll(async () => {
    city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
    const operator = await city.as('operator');
    const registered = await operator.post(
      '/petitions',
      { ...signalTiming, petitioner: PETITIONER },
      { 'idempotency-key': newKey() },
    );
    lookupCode = registered.body.lookupCode;
    caseNo = registered.body.case.caseNo;
    const letter = await city.citizen.send({
      method: 'POST',
      url: '/api/v1/public/petitions',
      remoteAddress: ADDRESS,
      headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
      payload: JSON.stringify({ ...libraryLetter, petitioner: PETITIONER }),
    });
    mailed = letter.body.petitionNo;
    const link = keyIn(await city.letterTo(PETITIONER.email, 'confirmation'), 'confirmation');
    await city.citizen.get(`/public/confirmations/${link}`);
    await acceptCase(city, caseNo);
    await closeCase(city, caseNo);
    await city.drain();
  });

  afterAll(() => city.close());

  test('lies nowhere in the database in the clear, in no column of no table, and neither does the code that they were given', async () => {
    expect(await columnsWith(city.database, ['號誌綠燈太短'])).toContain('petitions.subject'); // the search finds what is there
    const digits = PETITIONER.phone.replaceAll('-', '');
    const { name, phone, email, address } = PETITIONER;
    expect(await columnsWith(city.database, [name, phone, digits, email, address, ADDRESS, lookupCode])).toEqual([]);
  });

  test('is told to those who may know it, and used to reach them', async () => {
    const handler = await city.as('handler.ty-tra');
    const at = `/cases/${caseNo}/petitions`;
    const { petitionNo } = (await handler.get(at)).body.items[0];
    const { body } = await handler.post(`${at}/${petitionNo}/reveal`, { purpose: 'VERIFY' });
    expect(body.petitioner).toMatchObject({ name: PETITIONER.name, phone: PETITIONER.phone });
    expect(await city.templatesTo(PETITIONER.email)).toEqual(
      expect.arrayContaining(['acknowledgement', 'confirmation', 'reply']),
    );
  });

  test('is kept with the Internet address that a public form was sent from, and without one where staff wrote it down', async () => {
    const ids = await city.rows<{ id: string }>(sql`
      SELECT p.id FROM petitions p ORDER BY p.petition_no = ${mailed} DESC`);
    const petitions = city.app.get(PetitionRepository, { strict: false });
    const read = await Promise.all(ids.map(({ id }) => petitions.get(city.database, id)));
    expect(read.map(({ sentFrom }) => sentFrom)).toEqual([ADDRESS, null]);
  });

  test('cannot be read in the place of somebody else’s', async () => {
    const [one, other] = await city.rows<{ id: string }>(sql`SELECT w.petition_id AS id FROM petitioners w`);
    await city.rows(sql`
      UPDATE petitioners w SET sealed = o.sealed FROM petitioners o WHERE w.petition_id = ${one!.id} AND o.petition_id = ${other!.id}`);
    const petitions = city.app.get(PetitionRepository, { strict: false });
    await expect(petitions.get(city.database, one!.id)).rejects.toThrow('it does not open');
  });
});

describe('a program that is started', () => {
  let empty: TestDatabase;
  let sealed: TestDatabase;

  beforeAll(async () => {
    empty = await createEmptyDatabase();
    sealed = await createTestDatabase();
  });

  afterAll(async () => {
    await empty.drop();
    await sealed.drop();
  });

  test.each(['main.js', 'main.api.js', 'main.worker.js'])(
    'without VAULT_KEY stops with one sentence, and touches no data: %s',
    async (main) => {
      const { code, out, error } = await runProgram({ DATABASE_URL: empty.url, PORT: '0' }, main);
      expect([code, out]).toEqual([1, '']);
      expect(error).toMatch(/^VAULT_KEY is not set: [^\n]+\n$/);
    },
    120_000,
  );

  test('with another VAULT_KEY than the database’s stops with one sentence, which does not repeat it', async () => {
    const VAULT_KEY = randomBytes(32).toString('base64');
    for (const [main, ...args] of [['main.worker.js'], ['main.cli.js', 'migrate']] as const) {
      const { code, out, error } = await runProgram({ DATABASE_URL: sealed.url, VAULT_KEY }, main, ...args);
      expect([code, out]).toEqual([1, '']);
      expect(error).toMatch(/^VAULT_KEY does not open the personal data in this database: [^\n]+\n$/);
      expect(error).not.toContain(VAULT_KEY);
    }
  }, 60_000);
});
