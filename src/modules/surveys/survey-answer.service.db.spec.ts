import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../platform/facts/index.ts';
import { IdempotencyKeyReused, IdempotencyKeys } from '../../platform/http/index.ts';
import { addCase, addPetition } from '../../../test/support/case-rows.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { ASK_EVERYBODY } from '../../../test/support/survey-policy.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { sealedAnswers } from '../../../test/support/vault.ts';
import { AnswerBook } from './answer-book.service.ts';
import { SurveyCallRepository } from './calls/survey-call.repository.ts';
import { SurveyAlreadyAnswered, SurveyExpired, SurveyNotFound } from './domain/survey-errors.ts';
import { expiryOf, type Score, type SurveyAnswer } from './domain/survey.ts';
import { Respondents } from './respondent.service.ts';
import { SurveyAnswers } from './survey-answer.service.ts';
import { tokenHash } from '../../platform/tokens/index.ts';
import { SurveyTokens } from './survey-tokens.service.ts';
import { SurveyRepository } from './survey.repository.ts';

const OFFERED = new Date('2026-11-23T06:00:00.123Z');
const clock = new SetClock(OFFERED);
const facts = new Facts(clock, new RelaySignal());
const repository = new SurveyRepository();
const tokens = new SurveyTokens(repository);
const respondents = new Respondents(repository, new SurveyCallRepository(), clock);
let database: Database;
let drop: () => Promise<void>;
let answers: SurveyAnswers;

const saying = (overall: Score): SurveyAnswer => ({ overall, speed: 2, attitude: null, result: 1, comment: '洞還在' });

async function offer(): Promise<{ surveyId: string; caseId: string; token: string }> {
  const petition = await addPetition(database);
  const { id: caseId } = await addCase(database, [petition], { status: 'CLOSED', closings: 1, closedAt: OFFERED });
  const surveyId = newId();
  const survey = {
    id: surveyId,
    caseId,
    petitionId: petition.id,
    closing: 1,
    offeredAt: OFFERED,
    expiresAt: expiryOf(OFFERED, ASK_EVERYBODY),
  };
  const token = await database.transaction(async (tx) => {
    await repository.insert(tx, [{ ...survey, remindAt: null }]);
    return tokens.issue(tx, surveyId);
  });
  return { surveyId, caseId, token };
}

const row = async (surveyId: string): Promise<Record<string, unknown>> =>
  (
    await database.query<Record<string, unknown>>(sql`
      SELECT s.token_hash AS "tokenHash", s.answered_at AS "answeredAt", s.overall, s.speed, s.attitude, s.result, s.comment
      FROM surveys s
      WHERE s.id = ${surveyId}`)
  )[0]!;

const reviewsOf = (surveyId: string): Promise<object[]> =>
  database.query(sql`
    SELECT r.case_id AS "caseId", r.state, r.opened_at AS "openedAt"
    FROM survey_reviews r
    WHERE r.survey_id = ${surveyId}`);

const factTypes = async (surveyId: string): Promise<string[]> => (await facts.about(database, surveyId)).map(({ type }) => type);

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 4 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  const book = new AnswerBook(repository, ASK_EVERYBODY, facts, clock);
  answers = new SurveyAnswers(database, book, new IdempotencyKeys(database, clock, sealedAnswers));
});

beforeEach(() => {
  clock.at = new Date(OFFERED.getTime() + 3_600_000);
});

afterAll(() => drop());

test('an answer is stored once, with its instant', async () => {
  const { surveyId, token } = await offer();
  expect(await answers.answer(respondents.byLink(token), saying(4), null)).toEqual({
    answer: { overall: 4, answeredAt: clock.at.toISOString() },
    replayed: false,
  });
  expect(await row(surveyId)).toEqual({
    tokenHash: tokenHash(token),
    answeredAt: clock.at,
    overall: 4,
    speed: 2,
    attitude: null,
    result: 1,
    comment: '洞還在',
  });
  expect(await factTypes(surveyId)).toEqual(['survey.answered']);
  expect(await reviewsOf(surveyId)).toEqual([]);
});

test('a low answer opens one review', async () => {
  const { surveyId, caseId, token } = await offer();
  await answers.answer(respondents.byLink(token), saying(2), null);
  expect(await reviewsOf(surveyId)).toEqual([{ caseId, state: 'OPEN', openedAt: clock.at }]);
  expect(await factTypes(surveyId)).toEqual(['survey.answered', 'survey.review_opened']);
});

test('a second answer is refused and changes nothing', async () => {
  const { surveyId, token } = await offer();
  await answers.answer(respondents.byLink(token), saying(5), null);
  await expect(answers.answer(respondents.byLink(token), saying(1), null)).rejects.toThrow(SurveyAlreadyAnswered);
  expect(await row(surveyId)).toMatchObject({ overall: 5 });
  expect(await reviewsOf(surveyId)).toEqual([]);
});

test('of two answers at the same moment one is taken', async () => {
  const { surveyId, token } = await offer();
  const both = await Promise.allSettled([
    answers.answer(respondents.byLink(token), saying(1), null),
    answers.answer(respondents.byLink(token), saying(1), null),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await factTypes(surveyId)).toEqual(['survey.answered', 'survey.review_opened']);
});

test('a late answer is refused and changes nothing', async () => {
  const { surveyId, token } = await offer();
  clock.at = expiryOf(OFFERED, ASK_EVERYBODY);
  await expect(answers.answer(respondents.byLink(token), saying(5), null)).rejects.toThrow(SurveyExpired);
  expect(await row(surveyId)).toMatchObject({ answeredAt: null, overall: null });
});

test('only the newest link works', async () => {
  const { surveyId, token } = await offer();
  const newer = await database.transaction((tx) => tokens.issue(tx, surveyId));
  await expect(answers.answer(respondents.byLink(token), saying(5), null)).rejects.toThrow(SurveyNotFound);
  await answers.answer(respondents.byLink(newer), saying(5), null);
});

test('a link is 32 random bytes, and only its hash is kept', async () => {
  const { surveyId, token } = await offer();
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify(await row(surveyId))).not.toContain(token);
  await expect(answers.answer(respondents.byLink(tokenHash(token).toString('base64url')), saying(5), null)).rejects.toThrow(
    SurveyNotFound,
  );
});

test('no link is made for a survey that is not there', async () => {
  await expect(database.transaction((tx) => tokens.issue(tx, newId()))).rejects.toThrow(SurveyNotFound);
});

test('a repeated request with its key gets the first answer again', async () => {
  const { surveyId, token } = await offer();
  const first = await answers.answer(respondents.byLink(token), saying(4), 'k-1');
  clock.forward(5_000);
  expect(await answers.answer(respondents.byLink(token), saying(4), 'k-1')).toEqual({ ...first, replayed: true });
  await expect(answers.answer(respondents.byLink(token), saying(1), 'k-1')).rejects.toThrow(IdempotencyKeyReused);
  await expect(answers.answer(respondents.byLink(token), saying(4), 'k-2')).rejects.toThrow(SurveyAlreadyAnswered);
  expect(await factTypes(surveyId)).toEqual(['survey.answered']);
});

test('nothing a citizen wrote is kept with the key', async () => {
  const { token } = await offer();
  await answers.answer(respondents.byLink(token), saying(4), 'k-3');
  const [row] = await database.query<{ scope: string; key: string; sealed: Buffer }>(sql`
    SELECT k.scope, k.key, k.sealed FROM idempotency_keys k WHERE k.key = 'k-3'`);
  const kept = await sealedAnswers.open(row!.sealed, row!);
  expect(kept.answer).toEqual({ overall: 4, answeredAt: clock.at.toISOString() });
});
