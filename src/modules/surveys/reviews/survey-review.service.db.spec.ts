import type { Actor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { createDataSource } from '../../../platform/database/data-source.ts';
import { Database, sql } from '../../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../../platform/facts/index.ts';
import { addCase, addLeg, addPetition, addSurvey } from '../../../../test/support/case-rows.ts';
import { SetClock } from '../../../../test/support/set-clock.ts';
import { createTestDatabase } from '../../../../test/support/test-database.ts';
import { SurveyRepository } from '../survey.repository.ts';
import { ReviewNotFound, ReviewOfOwnWork, ReviewResolvedAlready } from './domain/review-errors.ts';
import { SurveyReviewRepository } from './survey-review.repository.ts';
import { SurveyReviews } from './survey-review.service.ts';

const OPENED = new Date('2026-11-24T06:00:00.000Z');
const before = (days: number): Date => new Date(OPENED.getTime() - days * 86_400_000);
const clock = new SetClock(new Date('2026-11-25T06:00:00.000Z'));
const facts = new Facts(clock, new RelaySignal());
const found = { finding: 'NOT_SOLVED', note: '洞還在' } as const;
let database: Database;
let drop: () => Promise<void>;
let reviews: SurveyReviews;

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 4 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  reviews = new SurveyReviews(database, new SurveyReviewRepository(), facts, clock);
});

afterAll(() => drop());

/** A review of a case that A-1 gave back, A-2 led with the help of got after the answer. */
async function opened(): Promise<{ id: string; surveyId: string }> {
  const petition = await addPetition(database);
  const { id: caseId } = await addCase(database, [petition], { leadAgencyCode: 'A-2' });
  await addLeg(database, caseId, { agencyCode: 'A-1', role: 'LEAD', assignedAt: before(9), endedAt: before(8) });
  await addLeg(database, caseId, { agencyCode: 'A-2', role: 'LEAD', assignedAt: before(8) });
  await addLeg(database, caseId, { agencyCode: 'A-3', role: 'CO_HANDLER', assignedAt: before(7) });
  await addLeg(database, caseId, { agencyCode: 'A-4', role: 'CO_HANDLER', assignedAt: before(-0.5) });
  const surveyId = await addSurvey(database, { caseId, petitionId: petition.id, expiresAt: before(-5) });
  const id = newId();
  await database.transaction((tx) =>
    new SurveyRepository().openReview(tx, { id, surveyId, caseId, state: 'OPEN', openedAt: OPENED }),
  );
  return { id, surveyId };
}

const supervisor = (...agencyCodes: (string | null)[]): Actor => ({
  kind: 'STAFF',
  id: newId(),
  name: '研考',
  username: 'city',
  roles: agencyCodes.map((agencyCode) => ({ role: 'CITY_SUPERVISOR', agencyCode })),
  permissions: new Map(),
  scope: { all: true },
});

test('whoever is outside the agencies that handled the case resolves its review, once', async () => {
  const { id, surveyId } = await opened();
  expect(await reviews.resolve(supervisor(null), id, found)).toMatchObject({ state: 'RESOLVED', resolvedAt: clock.at, ...found });
  await expect(reviews.resolve(supervisor(null), id, found)).rejects.toThrow(ReviewResolvedAlready);
  expect((await facts.about(database, surveyId)).map(({ type }) => type)).toEqual(['survey.review_resolved']);
});

test.each(['A-1', 'A-2', 'A-3'])('%s, which handled the case before the answer, does not judge it', async (agencyCode) => {
  const { id } = await opened();
  await expect(reviews.resolve(supervisor(null, agencyCode), id, found)).rejects.toThrow(ReviewOfOwnWork);
  const [kept] = await database.query<object>(sql`SELECT r.state, r.finding FROM survey_reviews r WHERE r.id = ${id}`);
  expect(kept).toEqual({ state: 'OPEN', finding: null });
});

test('an agency that got the case after the answer is not judged by it', async () => {
  const { id } = await opened();
  expect(await reviews.resolve(supervisor(null, 'A-4'), id, found)).toMatchObject({ state: 'RESOLVED' });
});

test('a review out of reach is missing', async () => {
  const { id } = await opened();
  const elsewhere = { ...supervisor('A-9'), scope: { all: false, agencyCodes: ['A-9'] } } as const;
  await expect(reviews.resolve(elsewhere, id, found)).rejects.toThrow(ReviewNotFound);
});

test('of two who resolve at the same moment one does', async () => {
  const { id } = await opened();
  const both = await Promise.allSettled([1, 2].map(() => reviews.resolve(supervisor(null), id, found)));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
