import { newId } from '../../kernel/ids.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../platform/facts/index.ts';
import { addCase, addCategory, addPetition, type PetitionRow } from '../../../test/support/case-rows.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { ASK_EVERYBODY } from '../../../test/support/survey-policy.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { blindIndex, sealedPetitioners } from '../../../test/support/vault.ts';
import type { SurveyPolicy } from './domain/survey-policy.ts';
import { OfferSurveys } from './on-case-closed.ts';
import { EndSurveysOfReopened } from './on-case-reopened.ts';
import { ForgoSurveys } from './on-case-unactioned.ts';
import { SurveyReadModel } from './survey.read-model.ts';
import { SurveyRepository } from './survey.repository.ts';
import { Surveys } from './survey.service.ts';

const CLOSED = new Date('2026-11-23T06:00:00.000Z');
const clock = new SetClock(new Date('2026-11-23T06:00:01.250Z'));
const facts = new Facts(clock, new RelaySignal());
let database: Database;
let drop: () => Promise<void>;
let reaction: OfferSurveys;

const SYSTEM = { kind: 'SYSTEM', id: null, name: 'system' } as const;
const closed = { status: 'CLOSED', closings: 1, closedAt: CLOSED, reply: '已修補' };

const readModel = new SurveyReadModel(sealedPetitioners, blindIndex);
/** The surveys of a city that decided otherwise in something. */
const surveysWith = (difference: Partial<SurveyPolicy>): Surveys =>
  new Surveys(new SurveyRepository(), readModel, { ...ASK_EVERYBODY, ...difference }, facts, clock);
const offering = (difference: Partial<SurveyPolicy>): OfferSurveys => new OfferSurveys(surveysWith(difference));

/** What follows when a closing of a case becomes known. */
const close = (caseId: string, closing = 1, by = reaction): Promise<void> =>
  database.transaction((tx) =>
    by.react(tx, {
      id: newId(),
      type: 'case.closed',
      subject: { kind: 'case', id: caseId },
      data: { outcome: 'UPHELD', reply: '已修補', closing },
      at: CLOSED,
      actor: SYSTEM,
    }),
  );

/** What follows when it becomes known that a case was opened again. */
const reopen = (caseId: string, at: Date): Promise<void> =>
  database.transaction((tx) =>
    new EndSurveysOfReopened(surveysWith({})).react(tx, {
      id: newId(),
      type: 'case.reopened',
      subject: { kind: 'case', id: caseId },
      data: { reason: '漏未處理', reasonCode: 'NEW_FACT', closedAt: CLOSED.toISOString() },
      at,
      actor: SYSTEM,
    }),
  );

const surveysOf = (caseId: string): Promise<object[]> =>
  database.query(sql`
    SELECT s.petition_id AS "petitionId", s.closing, s.token_hash AS "tokenHash", s.offered_at AS "offeredAt",
      s.expires_at AS "expiresAt", s.answered_at AS "answeredAt", s.remind_at AS "remindAt"
    FROM surveys s
    WHERE s.case_id = ${caseId} AND s.not_sent_reason IS NULL
    ORDER BY s.closing, s.petition_id`);

const unsentOf = (caseId: string): Promise<object[]> =>
  database.query(sql`
    SELECT s.petition_id AS "petitionId", s.closing, s.not_sent_reason AS reason, s.offered_at AS "offeredAt"
    FROM surveys s
    WHERE s.case_id = ${caseId} AND s.not_sent_reason IS NOT NULL AND s.expires_at IS NULL AND s.remind_at IS NULL`);

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
  reaction = offering({ quietDays: 0 });
  await addCategory(database, { code: 'IN-001', nameZh: '貪瀆檢舉', nameEn: 'Corruption', confidential: true });
});

afterAll(() => drop());

test('a closing offers every petitioner one survey, open for seven days', async () => {
  const petitions = [await addPetition(database), await addPetition(database, { email: 'wu@example.org', phone: null })];
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
      remindAt: new Date('2026-11-26T06:00:01.250Z'),
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

test('the same closing known twice offers once; without quiet days the next closing offers again', async () => {
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

test('whoever is not asked has a row with the reason, once', async () => {
  const petition = await addPetition(database, { anonymous: true });
  const { id } = await addCase(database, [petition], closed);
  await close(id);
  await close(id);
  expect(await unsentOf(id)).toEqual([{ petitionId: petition.id, closing: 1, reason: 'ANONYMOUS', offeredAt: clock.at }]);
  expect(await factsOf(id)).toHaveLength(1);
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

describe('in the quiet days', () => {
  const quiet = offering({ quietDays: 30 });
  const caseOf = async (difference: Partial<PetitionRow>): Promise<string> =>
    (await addCase(database, [await addPetition(database, difference)], closed)).id;
  const outcome = async (caseId: string): Promise<string> => {
    await close(caseId, 1, quiet);
    const [unsent] = (await unsentOf(caseId)) as { reason: string }[];
    return unsent?.reason ?? 'SENT';
  };

  test.each<[string, Partial<PetitionRow>, Partial<PetitionRow>]>([
    ['the address', { email: 'Quiet@example.org', phone: null }, { email: ' quiet@EXAMPLE.org', phone: '0900000001' }],
    ['the telephone', { email: null, phone: '0912-000-111' }, { email: 'new@example.org', phone: '+886 912 000 111' }],
    ['the telephone in wide digits', { email: null, phone: '(03) 332-2101' }, { email: null, phone: '０３３３２２１０１' }],
  ])('a person known by %s is not asked about another case', async (_, first, second) => {
    expect(await outcome(await caseOf(first))).toBe('SENT');
    expect(await outcome(await caseOf(second))).toBe('ASKED_RECENTLY');
  });

  test('somebody else is asked', async () => {
    await outcome(await caseOf({ email: 'one@example.org', phone: '0911000001' }));
    expect(await outcome(await caseOf({ email: 'two@example.org', phone: '0911000002' }))).toBe('SENT');
  });

  test('of two cases of one person that close at once, one is asked about', async () => {
    const both = await Promise.all([1, 2].map(() => caseOf({ email: 'twin@example.org', phone: null })));
    expect((await Promise.all(both.map(outcome))).sort()).toEqual(['ASKED_RECENTLY', 'SENT']);
  });

  describe('the same case, closed a second time,', () => {
    /** A case about which its petitioner was asked, and what became of that. */
    async function askedAbout(email: string, change?: (caseId: string) => Promise<unknown>): Promise<string> {
      const caseId = await caseOf({ email, phone: null });
      expect(await outcome(caseId)).toBe('SENT');
      await change?.(caseId);
      await database.query(sql`UPDATE cases SET closings = 2 WHERE id = ${caseId}`);
      await close(caseId, 2, quiet);
      return caseId;
    }
    const second = async (caseId: string): Promise<string> => {
      const unsent = (await unsentOf(caseId)) as { closing: number; reason: string }[];
      return unsent.find(({ closing }) => closing === 2)?.reason ?? 'SENT';
    };

    test.each([
      ['has answered', sql`answered_at = ${clock.at}, overall = 1`],
      ['refused on the telephone', sql`ended_at = ${clock.at}, end_reason = 'REFUSED'`],
      ['let the time to answer go by', sql`expires_at = ${clock.at}`],
    ])('asks nobody again who %s', async (what, change) => {
      const caseId = await askedAbout(`${what.replaceAll(' ', '.')}@example.org`, (id) =>
        database.query(sql`UPDATE surveys SET ${change} WHERE case_id = ${id}`),
      );
      expect(await second(caseId)).toBe('ASKED_RECENTLY');
    });

    test('asks whoever had not answered when it was opened again: that survey asked them nothing', async () => {
      const caseId = await askedAbout('asked.in.vain@example.org', (id) => reopen(id, clock.at));
      expect(await second(caseId)).toBe('SENT');
    });

    test('asks them as well when the closing is known before the reopening, which then ends the first survey alone', async () => {
      const caseId = await askedAbout('out.of.order@example.org');
      expect(await second(caseId)).toBe('SENT');
      await database.query(
        sql`UPDATE surveys SET offered_at = ${new Date(clock.at.getTime() + 1)} WHERE case_id = ${caseId} AND closing = 2`,
      );
      await reopen(caseId, clock.at);
      const ended = await database.query<{ closing: number; reason: string | null }>(sql`
        SELECT s.closing, s.end_reason AS reason FROM surveys s WHERE s.case_id = ${caseId} ORDER BY s.closing`);
      expect(ended).toEqual([
        { closing: 1, reason: 'CASE_REOPENED' },
        { closing: 2, reason: null },
      ]);
    });

    test('and another case asks whoever had not answered about one that was opened again', async () => {
      const contact = { email: 'other.case@example.org', phone: null };
      const first = await caseOf(contact);
      expect(await outcome(first)).toBe('SENT');
      await reopen(first, clock.at);
      expect(await outcome(await caseOf(contact))).toBe('SENT');
    });
  });

  test('a survey that was not sent does not keep the next one back', async () => {
    expect(await outcome(await caseOf({ email: 'shy@example.org', phone: null, anonymous: true }))).toBe('ANONYMOUS');
    expect(await outcome(await caseOf({ email: 'shy@example.org', phone: null }))).toBe('SENT');
  });
});

test('a category that is never drawn is never asked about', async () => {
  await addCategory(database, { code: 'RD-777', nameZh: '其他', nameEn: 'Other' });
  const { id } = await addCase(database, [await addPetition(database)], { ...closed, categoryCode: 'RD-777' });
  await close(id, 1, offering({ quietDays: 0, percentByCategory: { 'RD-777': 0 } }));
  expect(await unsentOf(id)).toMatchObject([{ reason: 'NOT_SAMPLED' }]);
});

test('a case on which no action is taken asks nobody, and everybody has a row with the reason, once for each such end', async () => {
  const petitions = [await addPetition(database), await addPetition(database, { confidential: true, email: null, phone: null })];
  const { id } = await addCase(database, petitions, { status: 'NO_ACTION', closings: 1, closedAt: CLOSED });
  const end = (closing: number): Promise<void> =>
    database.transaction((tx) =>
      new ForgoSurveys(surveysWith({})).react(tx, {
        id: newId(),
        type: 'case.unactioned',
        subject: { kind: 'case', id },
        data: { ground: 'COPY_ONLY', earlierCaseNo: null, note: '副本', closing },
        at: CLOSED,
        actor: SYSTEM,
      }),
    );
  await end(1);
  await end(1);
  expect(await surveysOf(id)).toEqual([]);
  const rowOf = (petitionId: string, closing: number) => ({ petitionId, closing, reason: 'NO_ACTION', offeredAt: clock.at });
  expect(await unsentOf(id)).toEqual(expect.arrayContaining(petitions.map((petition) => rowOf(petition.id, 1))));
  expect(await factsOf(id)).toEqual(
    petitions.map((petition) => ({
      type: 'survey.skipped',
      kind: 'case',
      data: { caseId: id, petitionId: petition.id, closing: 1, reason: 'NO_ACTION' },
    })),
  );
  await end(2);
  expect(await unsentOf(id)).toHaveLength(4);
});
