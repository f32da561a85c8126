import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { newId } from '../../kernel/ids.ts';
import { NO_OFFICES } from '../../kernel/personal-words.ts';
import { ClockModule } from '../../platform/clock/index.ts';
import { EdgeModule } from '../../platform/edge/index.ts';
import { type City, ConfigModule, readSettings } from '../../platform/config/index.ts';
import { Database, DatabaseModule, sql } from '../../platform/database/index.ts';
import { Facts, RelaySignal } from '../../platform/facts/index.ts';
import { IdempotencyKeys, SealedAnswers } from '../../platform/http/index.ts';
import { CapturingMail, CapturingSms, NoSms, type SmsPort } from '../../platform/ports/index.ts';
import { QueueModule } from '../../platform/queue/index.ts';
import { addAgency, addCase, addPetition, addSurvey, type PetitionRow } from '../../../test/support/case-rows.ts';
import { OFFICE_HOURS } from '../../../test/support/calendars.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { shippedTemplates } from '../../../test/support/shipped-texts.ts';
import { squareCity } from '../../../test/support/square-city.ts';
import { POLICIES } from '../../../test/support/policy-modules.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { messagesOf, sealedMessages, sealedPetitioners, vaultModule } from '../../../test/support/vault.ts';
import { CityAreasModule } from '../geography/index.ts';
import { AccountDirectory } from '../identity/index.ts';
import { SurveyCalls, SurveyModule, SurveyTokens } from '../surveys/index.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import { Carriers } from './carriers.service.ts';
import { MessageRepository } from './message.repository.ts';
import { InviteToSurvey } from './on-survey-offered.ts';
import { Outbox } from './outbox.service.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';

const AT = new Date('2026-11-23T06:00:00.000Z');
const clock = new SetClock(AT);
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

/** What the module of the surveys finds around it in a process. */
@Global()
@Module({
  providers: [AccountDirectory, Facts, RelaySignal, IdempotencyKeys, SealedAnswers],
  exports: [AccountDirectory, Facts, IdempotencyKeys],
})
class SurroundingsModule {}

let modules: TestingModule;
let database: Database;
let inviting: (sms: SmsPort) => InviteToSurvey;
let drop: () => Promise<void>;

beforeAll(async () => {
  const copy = await createTestDatabase();
  modules = await Test.createTestingModule({
    imports: [
      ConfigModule.of(readSettings({}), city),
      ClockModule.of(clock),
      DatabaseModule.connect({ url: copy.url, pool: 2 }),
      vaultModule(),
      SurroundingsModule,
      QueueModule.connect({ databaseUrl: copy.url }),
      CityAreasModule.of(squareCity()),
      ...POLICIES,
      EdgeModule,
      SurveyModule,
    ],
  }).compile();
  database = modules.get(Database);
  drop = copy.drop;
  const templates = shippedTemplates('taoyuan');
  const settings = { cityName: { 'zh-TW': '某市', en: 'Somewhere' }, hotlineNumber: '1999', timeZone: city.timeZone, templates };
  const links = { ...settings, publicUrl: 'https://1999.example' };
  const addressees = new AddresseeReadModel(sealedPetitioners);
  const outbox = new Outbox(new MessageRepository(sealedMessages), links, clock);
  inviting = (sms) => {
    const messages = new PetitionerMessages(addressees, outbox, links, new Carriers(new CapturingMail(), sms), NO_OFFICES);
    return new InviteToSurvey(messages, addressees, modules.get(SurveyTokens), modules.get(SurveyCalls));
  };
  await addAgency(database, 'A-1', '養護工程處', 'Road Maintenance Office');
});

afterAll(async () => {
  await modules.close();
  await drop();
});

interface Invitation {
  readonly state: string;
  readonly lastError: string | null;
  readonly body: string;
  readonly links: readonly { readonly rel: string; readonly href: string }[];
  readonly tokenHash: Buffer | null;
}

/** Offers a survey to a petitioner and shows what was written to them. */
async function invite(difference: Partial<PetitionRow> = {}): Promise<Invitation> {
  const { caseId, surveyId } = await offer(difference);
  const [invitation] = await messagesOf<Invitation>(
    database,
    sql`
    SELECT m.id, m.state, m.last_error AS "lastError", m.sealed, s.token_hash AS "tokenHash"
    FROM messages m
    JOIN surveys s ON s.id = ${surveyId}
    WHERE m.case_id = ${caseId}`,
  );
  return invitation!;
}

async function offer(
  difference: Partial<PetitionRow>,
  sms: SmsPort = new CapturingSms(),
): Promise<{ caseId: string; surveyId: string }> {
  const petition = await addPetition(database, difference);
  const { id: caseId } = await addCase(database, [petition], { leadAgencyCode: 'A-1' });
  const surveyId = await addSurvey(database, { caseId, petitionId: petition.id, expiresAt: new Date('2026-11-30T06:00:00Z') });
  await database.transaction((tx) =>
    inviting(sms).react(tx, {
      id: newId(),
      type: 'survey.offered',
      subject: { kind: 'survey', id: surveyId },
      data: { caseId, petitionId: petition.id, closing: 1 },
      at: AT,
      actor: { kind: 'SYSTEM', id: null, name: 'system' },
    }),
  );
  return { caseId, surveyId };
}

test('whoever is asked gets a link of their own', async () => {
  const [one, other] = [await invite(), await invite()];
  const hrefs = [one, other].map(({ links }) => links.find(({ rel }) => rel === 'survey')!.href);
  expect(hrefs[0]).not.toBe(hrefs[1]);
  expect(hrefs[0]).toMatch(/^https:\/\/1999\.example\/api\/v1\/public\/surveys\/[\w-]{43}$/);
  expect(one).toMatchObject({ state: 'PENDING', body: expect.stringContaining(hrefs[0]!) });
  expect(one.body).toContain('養護工程處');
  expect(one.tokenHash).toHaveLength(32);
});

test('where nobody is reached no link is made', async () => {
  expect(await invite({ email: null, phone: null })).toMatchObject({
    state: 'SKIPPED',
    lastError: 'NO_CONTACT',
    links: [],
    tokenHash: null,
  });
});

test('where no gateway takes text messages, whoever has only a mobile number is called', async () => {
  const { caseId, surveyId } = await offer({ email: null }, new NoSms());
  expect(await database.query(sql`SELECT m.id FROM messages m WHERE m.case_id = ${caseId}`)).toEqual([]);
  const [survey] = await database.query(sql`
    SELECT s.call_by AS "callBy", s.call_since AS "callSince", s.token_hash AS "tokenHash" FROM surveys s WHERE s.id = ${surveyId}`);
  expect(survey).toEqual({ callBy: 'OPERATOR', callSince: AT, tokenHash: null });
});
