import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../platform/facts/index.ts';
import { addCase, addCategory, addPetition } from '../../../test/support/case-rows.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { OfferSurveys } from './on-case-closed.ts';
import { SurveyReadModel } from './survey.read-model.ts';
import { SurveyRepository } from './survey.repository.ts';
import { Surveys } from './survey.service.ts';

const CLOSED = new Date('2026-11-23T06:00:00.000Z');
const clock = new SetClock(new Date('2026-11-23T06:00:01.250Z'));
const facts = new Facts(clock, new RelaySignal());
let database: Database;
let drop: () => Promise<void>;
let reaction: OfferSurveys;

const closed = { status: 'CLOSED', closings: 1, closedAt: CLOSED, reply: '已修補' };

/** What follows when a closing of a case becomes known. */
const close = (caseId: string, closing = 1): Promise<void> =>
  database.transaction((tx) =>
    reaction.react(tx, {
      id: newId(),
      type: 'case.closed',
      subject: { kind: 'case', id: caseId },
      data: { outcome: 'UPHELD', reply: '已修補', closing },
      at: CLOSED,
      actor: { kind: 'SYSTEM', id: null, name: 'system' },
    }),
  );

const surveysOf = (caseId: string): Promise<object[]> =>
  database.query(sql`
    SELECT s.petition_id AS "petitionId", s.closing, s.token_hash AS "tokenHash", s.offered_at AS "offeredAt",
      s.expires_at AS "expiresAt", s.answered_at AS "answeredAt"
    FROM surveys s
    WHERE s.case_id = ${caseId}
    ORDER BY s.closing, s.petition_id`);

const factsOf = (caseId: string): Promise<{ type: string; kind: string; data: Record<string, unknown> }[]> =>
  database.query(sql`
    SELECT f.type, f.subject_kind AS kind, f.data
    FROM facts f
    WHERE f.data ->> 'caseId' = ${caseId}
    ORDER BY f.seq`);

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 4 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  reaction = new OfferSurveys(new Surveys(database, new SurveyRepository(), new SurveyReadModel(), facts, clock));
  await addCategory(database, { code: 'IN-001', nameZh: '貪瀆檢舉', nameEn: 'Corruption', confidential: true });
});

afterAll(() => drop());

test('a closing offers every petitioner one survey, open for seven days', async () => {
  const petitions = [await addPetition(database), await addPetition(database, { email: 'wu@example.org' })];
  const { id } = await addCase(database, petitions, closed);
  await close(id);
  expect(await surveysOf(id)).toEqual(
    petitions.map((petition) => ({
      petitionId: petition.id,
      closing: 1,
      tokenHash: null,
      offeredAt: clock.at,
      expiresAt: new Date('2026-11-30T06:00:01.250Z'),
      answeredAt: null,
    })),
  );
  expect(await factsOf(id)).toEqual(
    petitions.map((petition) => ({
      type: 'survey.offered',
      kind: 'survey',
      data: { caseId: id, petitionId: petition.id, closing: 1 },
    })),
  );
});

test('the same closing known twice offers once, the next closing offers again', async () => {
  const petition = await addPetition(database);
  const { id } = await addCase(database, [petition], closed);
  await close(id);
  await close(id);
  expect(await surveysOf(id)).toHaveLength(1);
  expect(await factsOf(id)).toHaveLength(1);
  await database.query(sql`UPDATE cases SET closings = 2 WHERE id = ${id}`);
  await close(id, 2);
  expect(await surveysOf(id)).toMatchObject([{ closing: 1 }, { closing: 2 }]);
});

test.each([
  ['CONTACT_REFUSED', { preferredContact: 'NONE' }],
  ['ANONYMOUS', { anonymous: true }],
  ['CONFIDENTIAL_INFORMER', { confidential: true }],
  ['NO_CONTACT', { email: null, phone: null }],
])('who is not asked has a reason in the history of the case: %s', async (reason, difference) => {
  const petition = await addPetition(database, difference);
  const { id } = await addCase(database, [petition], closed);
  await close(id);
  expect(await surveysOf(id)).toEqual([]);
  expect(await factsOf(id)).toEqual([
    { type: 'survey.skipped', kind: 'case', data: { caseId: id, petitionId: petition.id, closing: 1, reason } },
  ]);
});

test('nobody is asked about a confidential category', async () => {
  const { id } = await addCase(database, [await addPetition(database)], { ...closed, categoryCode: 'IN-001' });
  await close(id);
  expect(await factsOf(id)).toMatchObject([{ data: { reason: 'CONFIDENTIAL_CATEGORY' } }]);
});

test('nobody is asked about a closing that was undone before they could be', async () => {
  const { id } = await addCase(database, [await addPetition(database)], { status: 'IN_PROGRESS', closings: 1, closedAt: null });
  await close(id);
  expect(await factsOf(id)).toMatchObject([{ type: 'survey.skipped', data: { reason: 'REOPENED' } }]);
});

test('one person with two petitions in a case is asked once, whichever way they write their address', async () => {
  const petitions = [await addPetition(database), await addPetition(database, { email: 'LIN@example.org' })];
  const { id } = await addCase(database, petitions, closed);
  await close(id);
  expect(await surveysOf(id)).toMatchObject([{ petitionId: petitions[0]!.id }]);
  expect(await factsOf(id)).toMatchObject([{ type: 'survey.offered' }, { data: { reason: 'ASKED_ALREADY' } }]);
});
