import { Global, Logger, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { Caller } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { ClockModule } from '../../platform/clock/index.ts';
import { type City, ConfigModule, readSettings } from '../../platform/config/index.ts';
import { Database, DatabaseModule, sql } from '../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../platform/facts/index.ts';
import { Authenticator, HttpModule } from '../../platform/http/index.ts';
import { QueueModule } from '../../platform/queue/index.ts';
import { CityAreasModule } from '../geography/index.ts';
import { AccountDirectory } from '../identity/index.ts';
import { addAgency, addCase, addLeg, addPetition } from '../../../test/support/case-rows.ts';
import { OFFICE_HOURS } from '../../../test/support/calendars.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { squareCity } from '../../../test/support/square-city.ts';
import { POLICIES } from '../../../test/support/policy-modules.ts';
import { ASK_EVERYBODY } from '../../../test/support/survey-policy.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { vaultModule } from '../../../test/support/vault.ts';
import { expiryOf } from './domain/survey.ts';
import { SurveyModule, SurveyTokens } from './index.ts';
import { SurveyRepository } from './survey.repository.ts';

const OFFERED = new Date('2026-11-23T06:00:00.000Z');
const clock = new SetClock(OFFERED);
const city: City = {
  code: 'somewhere',
  nameZh: '某市',
  nameEn: 'Somewhere',
  timeZone: 'Asia/Taipei',
  officeHours: OFFICE_HOURS,
  borderMetres: 50,
  triageAgencyCode: 'A-0',
  hotlineNumber: '1999',
};

/** Whoever sends a permission is signed in with it, for the whole city or for one agency. */
class PermissionBearer extends Authenticator {
  authenticate({ headers }: { headers: Record<string, unknown> }): Promise<Caller | null> {
    const permission = headers['x-permission'];
    if (typeof permission !== 'string') return Promise.resolve(null);
    const agency = headers['x-agency'];
    const scope = typeof agency === 'string' ? ({ all: false, agencyCodes: [agency] } as const) : ({ all: true } as const);
    const actor = { kind: 'STAFF', id: newId(), name: '研考', username: 'city', roles: [] } as const;
    return Promise.resolve({ ...actor, permissions: new Map([[permission, scope]]) });
  }
}

/** Facts without the reactions, which need a queue; and the guard without the accounts. */
@Global()
@Module({
  providers: [AccountDirectory, Facts, RelaySignal, { provide: Authenticator, useClass: PermissionBearer }],
  exports: [AccountDirectory, Facts, Authenticator],
})
class SurroundingsModule {}

let app: NestFastifyApplication;
let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  Logger.overrideLogger(false);
  const copy = await createTestDatabase();
  const testing = await Test.createTestingModule({
    imports: [
      ConfigModule.of(readSettings({}), city),
      ClockModule.of(clock),
      DatabaseModule.connect({ url: copy.url, pool: 4 }),
      vaultModule(),
      SurroundingsModule,
      HttpModule,
      QueueModule.connect({ databaseUrl: copy.url }),
      CityAreasModule.of(squareCity()),
      ...POLICIES,
      SurveyModule,
    ],
  }).compile();
  app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
  database = app.get(Database);
  drop = copy.drop;
  await addAgency(database, 'A-1', '養護工程處', 'Road Maintenance Office');
});

afterAll(async () => {
  await app.close();
  await drop();
});

beforeEach(() => {
  clock.at = OFFERED;
});

async function offer(language = 'zh-TW'): Promise<{ token: string; petitionNo: string; caseNo: string }> {
  const petition = await addPetition(database, { language });
  const { id: caseId, caseNo } = await addCase(database, [petition], {
    status: 'CLOSED',
    closings: 1,
    closedAt: OFFERED,
    leadAgencyCode: 'A-1',
    reply: '路面已修補完成。',
  });
  await addLeg(database, caseId, { agencyCode: 'A-1', role: 'LEAD', assignedAt: OFFERED });
  const id = newId();
  const survey = {
    id,
    caseId,
    petitionId: petition.id,
    closing: 1,
    offeredAt: OFFERED,
    expiresAt: expiryOf(OFFERED, ASK_EVERYBODY),
    remindAt: null,
  };
  const token = await database.transaction(async (tx) => {
    await new SurveyRepository().insert(tx, [survey]);
    return app.get(SurveyTokens).issue(tx, id);
  });
  return { token, petitionNo: petition.petitionNo, caseNo };
}

const ask = (token: string): ReturnType<typeof app.inject> => app.inject({ url: `/public/surveys/${token}` });
const answer = (token: string, payload: unknown, headers: Record<string, string> = {}): ReturnType<typeof app.inject> =>
  app.inject({ method: 'POST', url: `/public/surveys/${token}`, payload: payload as object, headers });

describe('the page behind a link', () => {
  test('says what the citizen is asked about, until when, and on which scale', async () => {
    const { token, petitionNo, caseNo } = await offer();
    const page = await ask(token);
    expect(page.statusCode).toBe(200);
    expect(page.json()).toEqual({
      petitionNo,
      caseNo,
      subject: '中正路路面坑洞',
      agency: '養護工程處',
      reply: '路面已修補完成。',
      expiresAt: '2026-11-30T14:00:00.000+08:00',
      language: 'zh-TW',
      scale: { least: 1, most: 5, leastText: '非常不滿意', mostText: '非常滿意' },
      questions: ['overall', 'speed', 'attitude', 'result'].map((field) => ({
        field,
        required: field === 'overall',
        text: expect.stringMatching(/滿意/),
      })),
    });
  });

  test('is in the language of the petition', async () => {
    const page = (await ask((await offer('en')).token)).json();
    expect(page).toMatchObject({ language: 'en', agency: 'Road Maintenance Office', scale: { mostText: 'Very satisfied' } });
  });

  test.each(['x', 'a'.repeat(43), '%00', 'a'.repeat(3_000)])('is missing for %s', async (token) => {
    const missing = await ask(token);
    expect(missing.statusCode).toBeGreaterThanOrEqual(400);
    expect(missing.statusCode).toBeLessThan(500);
  });
});

describe('an answer', () => {
  test('needs the first question only and is answered 201', async () => {
    const { token } = await offer();
    const stored = await answer(token, { overall: 5 });
    expect(stored.statusCode).toBe(201);
    expect(stored.json()).toEqual({ overall: 5, answeredAt: '2026-11-23T14:00:00.000+08:00' });
  });

  test('given twice is refused with 410, and so is the page from then on', async () => {
    const { token } = await offer();
    await answer(token, { overall: 5, comment: '謝謝' });
    for (const refused of [await answer(token, { overall: 1 }), await ask(token)]) {
      expect(refused.statusCode).toBe(410);
      expect(refused.json().code).toBe('survey.already_answered');
    }
  });

  test('given late is refused with 410, and so is the page', async () => {
    const { token } = await offer();
    clock.at = expiryOf(OFFERED, ASK_EVERYBODY);
    for (const refused of [await answer(token, { overall: 5 }), await ask(token)]) {
      expect(refused.statusCode).toBe(410);
      expect(refused.json().code).toBe('survey.expired');
    }
  });

  test('to an unknown link is refused with 404', async () => {
    const missing = await answer('a'.repeat(43), { overall: 5 });
    expect(missing.statusCode).toBe(404);
    expect(missing.json().code).toBe('survey.not_found');
  });

  test.each([
    [{}, 'overall', 'field.required'],
    [{ overall: 0 }, 'overall', 'field.not_allowed'],
    [{ overall: 6 }, 'overall', 'field.not_allowed'],
    [{ overall: 2.5 }, 'overall', 'field.type'],
    [{ overall: '5' }, 'overall', 'field.type'],
    [{ overall: 5, speed: 9 }, 'speed', 'field.not_allowed'],
    [{ overall: 5, comment: 'a'.repeat(2_001) }, 'comment', 'field.too_long'],
    [{ overall: 5, comment: 'a\u0000b' }, 'comment', 'field.control_characters'],
    [{ overall: 5, comment: ['a'] }, 'comment', 'field.type'],
    [{ overall: 5, score: 5 }, 'score', 'field.unknown'],
  ])('like %j is refused with 422 that names the field, and is not stored', async (body, field, code) => {
    const { token } = await offer();
    const refused = await answer(token, body);
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors).toEqual([expect.objectContaining({ field, code })]);
    expect((await ask(token)).statusCode).toBe(200);
  });

  test('repeated with its Idempotency-Key gets the first answer again', async () => {
    const { token } = await offer();
    const key = { 'idempotency-key': 'a-1' };
    const first = await answer(token, { overall: 3 }, key);
    const again = await answer(token, { overall: 3 }, key);
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true']);
  });
});

describe('reviews', () => {
  const list = (
    query: string,
    headers: Record<string, string> = { 'x-permission': 'review.read' },
  ): ReturnType<typeof app.inject> => app.inject({ url: `/survey-reviews${query}`, headers });

  test('of low answers are listed, the oldest first, page by page', async () => {
    await database.query(sql`DELETE FROM survey_reviews`);
    const low = [await offer(), await offer(), await offer()];
    for (const { token } of low) {
      await answer(token, { overall: 1, comment: '洞還在' });
      clock.forward(1_000);
    }
    const first = (await list('?limit=2&count=true')).json();
    expect(first.total).toBe(3);
    expect(first.items).toMatchObject([
      { caseNo: low[0]!.caseNo, petitionNo: low[0]!.petitionNo, overall: 1, comment: '洞還在', state: 'OPEN', agencyCode: 'A-1' },
      { caseNo: low[1]!.caseNo, openedAt: '2026-11-23T14:00:01.000+08:00' },
    ]);
    const second = (await list(`?limit=2&cursor=${first.nextCursor}`)).json();
    expect(second).toEqual({ items: [expect.objectContaining({ caseNo: low[2]!.caseNo })], nextCursor: null });
  });

  test('are those of the caller’s agencies', async () => {
    const { token, caseNo } = await offer();
    await answer(token, { overall: 2 });
    const seen = async (agency: string): Promise<string[]> =>
      (await list('?limit=200', { 'x-permission': 'review.read', 'x-agency': agency }))
        .json()
        .items.map((item: { caseNo: string }) => item.caseNo);
    expect(await seen('A-1')).toContain(caseNo);
    expect(await seen('A-2')).toEqual([]);
  });

  test('are closed to those who may not read them', async () => {
    expect((await list('', {})).statusCode).toBe(401);
    expect((await list('', { 'x-permission': 'case.read' })).statusCode).toBe(403);
  });

  test.each(['?cursor=x', `?cursor=${Buffer.from('["a","b"]').toString('base64url')}`, '?limit=0', '?limit=201', '?a=1'])(
    'refuse the query %s',
    async (query) => {
      const { statusCode } = await list(query);
      expect([400, 422]).toContain(statusCode);
    },
  );
});
