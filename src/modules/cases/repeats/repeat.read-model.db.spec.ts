import { planOf, RecordingDatabase } from '../../../../test/support/plan.ts';
import { createTestDatabase } from '../../../../test/support/test-database.ts';
import { blindIndex, sealedPetitioners } from '../../../../test/support/vault.ts';
import { createDataSource } from '../../../platform/database/data-source.ts';
import { sql } from '../../../platform/database/index.ts';
import { RepeatReadModel } from './repeat.read-model.ts';

const NOW = new Date('2026-11-20T01:00:00.000Z');
const EVERY_CASE = { all: true } as const;
let database: RecordingDatabase;
let reader: RepeatReadModel;
let drop: () => Promise<void>;

/** 20,000 petitions, each with a case of its own; everybody sent two of them, by telephone and by e-mail. */
async function fill(): Promise<void> {
  await database.query(sql`
    INSERT INTO petitions (id, petition_no, lookup_hash, channel, category_code, subject, description, received_at, registered_at,
      point_doubtful, answers, anonymous, confidential, preferred_contact, language)
    SELECT gen_random_uuid(), 'P26-' || n, '', 'HOTLINE', 'RD-001', '路面坑洞', '有一個大坑洞', ${NOW}::timestamptz - n * interval '20 minutes',
      ${NOW}, false, '{}', false, n % 1000 = 3, 'NONE', 'zh-TW'
    FROM generate_series(1, 20000) n`);
  const people = Array.from({ length: 10_000 }, (_, i) => i);
  const phones = people.map((i) => blindIndex.of('phone', `09${String(i).padStart(8, '0')}`));
  const emails = people.map((i) => blindIndex.of('email', `citizen${i}@example.org`));
  await database.query(sql`
    INSERT INTO petitioners (petition_id, sealed, phone_index, email_index, has_phone, has_email, has_address)
    SELECT p.id, '', w.phone, w.email, true, true, false
    FROM petitions p
    JOIN unnest(${phones}::bytea[], ${emails}::bytea[]) WITH ORDINALITY AS w (phone, email, n)
      ON w.n = substr(p.petition_no, 5)::integer % 10000 + 1`);
  await database.query(sql`
    INSERT INTO cases (id, case_no, version, status, category_code, priority, safety_hazard, confidential, subject, description,
      lead_agency_code, first_received_at, opened_at, sla_value, sla_unit, due_at, clock_state, extensions, reroutes, petition_count,
      closings, search)
    SELECT p.id, 'C' || substr(p.petition_no, 2), 1, 'DISPATCHED', 'RD-001', 'P4', false, false, '路面坑洞', '有一個大坑洞', 'A-1',
      p.received_at, p.received_at, 6, 'WORKING_DAY', p.received_at + interval '8 days', 'RUNNING', 0, 0, 1, 0, ''
    FROM petitions p`);
  await database.query(sql`
    INSERT INTO case_petitions (case_id, petition_id, linked_at) SELECT p.id, p.id, p.received_at FROM petitions p`);
  await database.query(sql`ANALYZE`);
}

beforeAll(async () => {
  const copy = await createTestDatabase();
  database = new RecordingDatabase(await createDataSource({ url: copy.ownerUrl, pool: 2 }).initialize());
  reader = new RepeatReadModel(database, sealedPetitioners, blindIndex);
  drop = async () => {
    await database.onApplicationShutdown();
    await copy.drop();
  };
  await fill();
}, 120_000);

afterAll(() => drop());

test('the petitions of a person are found by the telephone and by the address, and cost what the person sent', async () => {
  const person = { phoneKey: '0900000007', emailKey: 'citizen8@example.org' };
  const found = await reader.petitionsOf(person, new Date(0), EVERY_CASE);
  expect(found.map(({ caseNo }) => caseNo)).toEqual(['C26-7', 'C26-8', 'C26-10007', 'C26-10008']);
  const steps = await planOf(database, database.asked.at(-1)!);
  const names = steps.map(({ name }) => name);
  expect(names).toContain('petitioners_by_phone');
  expect(names).toContain('petitioners_by_email');
  expect(steps.filter(({ kind }) => kind === 'Seq Scan')).toEqual([]);
  expect(Math.max(...steps.map(({ rows }) => rows))).toBeLessThan(20);
});

test('what is older than asked for, and what was sent in confidence, is not found', async () => {
  const person = { phoneKey: '0900000003', emailKey: null };
  expect(await reader.petitionsOf(person, new Date(0), EVERY_CASE)).toEqual([]); // both are confidential
  const recent = new Date(NOW.getTime() - 24 * 3_600_000);
  const other = { phoneKey: null, emailKey: 'citizen8@example.org' };
  expect((await reader.petitionsOf(other, recent, EVERY_CASE)).map(({ caseNo }) => caseNo)).toEqual(['C26-8']);
});

test('a person of whom nothing is known has sent nothing', async () => {
  expect(await reader.petitionsOf({ phoneKey: null, emailKey: null }, new Date(0), EVERY_CASE)).toEqual([]);
});

test('another agency’s cases are found, and marked as not to be shown', async () => {
  const person = { phoneKey: '0900000007', emailKey: null };
  const found = await reader.petitionsOf(person, new Date(0), { all: false, agencyCodes: ['A-2'] });
  expect(found.map(({ visible }) => visible)).toEqual([false, false]);
});
