import type { Fact } from '../../kernel/fact.ts';
import { newId } from '../../kernel/ids.ts';
import { NO_OFFICES } from '../../kernel/personal-words.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import type { Reaction } from '../../platform/facts/index.ts';
import { CapturingMail, CapturingSms } from '../../platform/ports/index.ts';
import { addAccount, addAgency, addCase, addPetition, addSurvey } from '../../../test/support/case-rows.ts';
import { handoverMessages } from '../../../test/support/handover-messages.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { shippedTemplates } from '../../../test/support/shipped-texts.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { messagesOf, sealedMessages, sealedPetitioners } from '../../../test/support/vault.ts';
import type { CaseDispatched } from '../cases/index.ts';
import { AccountDirectory, WHOLE_CITY } from '../identity/index.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import { Carriers } from './carriers.service.ts';
import { MessageRepository } from './message.repository.ts';
import { AnnounceDispatch } from './on-case-dispatched.ts';
import { AnnounceReturn } from './on-case-returned.ts';
import { SendReminders } from './on-deadline-rang.ts';
import { CallForReview } from './on-survey-review-opened.ts';
import { Outbox } from './outbox.service.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';
import type { HandoverMessages } from './handover-messages.service.ts';
import { StaffMessages } from './staff-messages.service.ts';

const AT = new Date('2026-11-20T02:00:00.000Z');
const clock = new SetClock(AT);
const settings = {
  cityName: { 'zh-TW': '桃園市政府', en: 'Taoyuan City Government' },
  hotlineNumber: '1999',
  timeZone: 'Asia/Taipei',
  publicUrl: 'https://1999.example',
  templates: shippedTemplates('taoyuan'),
};
const addressees = new AddresseeReadModel(sealedPetitioners);
const outbox = new Outbox(new MessageRepository(sealedMessages), settings, clock);
const staff = new StaffMessages(addressees, new AccountDirectory(), outbox);
const carriers = new Carriers(new CapturingMail(), new CapturingSms());
const petitioners = new PetitionerMessages(addressees, outbox, settings, carriers, NO_OFFICES);
let database: Database;
let handovers: HandoverMessages;
let drop: () => Promise<void>;

interface Sent {
  readonly channel: string;
  readonly recipient: string;
  readonly template: string;
  readonly subject: string;
  readonly body: string;
  readonly state: string;
}

const sentAbout = (caseId: string): Promise<Sent[]> =>
  messagesOf<Sent>(
    database,
    sql`
    SELECT m.id, m.channel, m.template, m.sealed, m.state
    FROM messages m
    WHERE m.case_id = ${caseId}
    ORDER BY m.id`,
  );

const happen = <F extends Fact>(reaction: Reaction<F>, fact: F): Promise<void> =>
  database.transaction((tx) =>
    reaction.react(tx, { id: newId(), at: AT, actor: { kind: 'SYSTEM', id: null, name: 'system' }, ...fact }),
  );

const dispatch = (caseId: string, difference: Partial<CaseDispatched['data']> = {}): Promise<void> =>
  happen(new AnnounceDispatch(handovers, petitioners), {
    type: 'case.dispatched',
    subject: { kind: 'case', id: caseId },
    data: { agencyCode: 'A', coAgencyCodes: [], by: 'RULE', ruleId: 'r1', reason: null, previousAgencyCode: null, ...difference },
  });

const addAnyCase = async (leadAgencyCode: string | null = 'A'): Promise<{ id: string; caseNo: string }> =>
  addCase(database, [await addPetition(database)], { leadAgencyCode });

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 4 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  await addAgency(database, 'A', '養護工程處', 'Road Maintenance Office');
  await addAgency(database, 'B', '環境保護局', 'Environmental Protection Bureau');
  await addAgency(database, 'C', '警察局', 'Police Department');
  await addAccount(database, {
    username: 'b.boss',
    displayName: '王組長',
    email: 'boss@b.example',
    role: 'AGENCY_SUPERVISOR',
    agencyCode: 'B',
  });
  await addAccount(database, { username: 'b.worker', email: 'worker@b.example', role: 'HANDLER', agencyCode: 'B' });
  await addAccount(database, { username: 'c.boss', role: 'AGENCY_SUPERVISOR', agencyCode: 'C' });
  await addAccount(database, { username: 'c.worker', email: 'worker@c.example', role: 'HANDLER', agencyCode: 'C' });
  handovers = await handoverMessages(database, staff, settings, clock);
});

afterAll(() => drop());

describe('an agency that gets a case', () => {
  test('without any address sees it on the console', async () => {
    const { id, caseNo } = await addAnyCase();
    await dispatch(id);
    const messages = await sentAbout(id);
    expect(messages).toMatchObject([{ channel: 'CONSOLE', recipient: 'agency:A', template: 'dispatched', state: 'CAPTURED' }]);
    expect(messages[0]!.subject).toBe(`【派案】${caseNo} 未分類`);
    expect(messages[0]!.body).toContain('貴機關（養護工程處）');
  });

  test('is told by mail to those who give out the work, not to everybody', async () => {
    const { id } = await addAnyCase();
    await dispatch(id, { agencyCode: 'B', by: 'DISPATCHER', reason: '屬環保業務' });
    const messages = await sentAbout(id);
    expect(messages).toMatchObject([{ channel: 'EMAIL', recipient: 'boss@b.example', state: 'PENDING' }]);
    expect(messages[0]!.body).toContain('王組長 您好');
    expect(messages[0]!.body).toContain('分派理由：屬環保業務');
  });

  test('whose supervisor has no address is told through those who handle cases', async () => {
    const { id } = await addAnyCase();
    await dispatch(id, { agencyCode: 'C' });
    expect(await sentAbout(id)).toMatchObject([{ recipient: 'worker@c.example' }]);
  });

  test('is told as a co-handler too, in its own name', async () => {
    const { id } = await addAnyCase();
    await dispatch(id, { coAgencyCodes: ['B'] });
    const messages = await sentAbout(id);
    expect(messages.map(({ recipient }) => recipient)).toEqual(['agency:A', 'boss@b.example']);
    expect(messages[1]!.body).toContain('貴機關（環境保護局）');
  });
});

describe('the petitioner', () => {
  test('is not told of the first dispatch: the receipt said so', async () => {
    const { id } = await addAnyCase();
    await dispatch(id);
    expect((await sentAbout(id)).map(({ template }) => template)).toEqual(['dispatched']);
  });

  test('is told when a returned case goes to another agency', async () => {
    const { id } = await addAnyCase('B');
    await dispatch(id, { agencyCode: 'B', by: 'DISPATCHER', reason: '屬環保業務', previousAgencyCode: 'A' });
    expect(await sentAbout(id)).toMatchObject([
      { template: 'dispatched', recipient: 'boss@b.example' },
      { template: 'transferred', recipient: 'lin@example.org', body: expect.stringContaining('承辦機關：環境保護局') },
    ]);
  });

  test('is not told when it comes back to the same agency', async () => {
    const { id } = await addAnyCase();
    await dispatch(id, { by: 'DISPATCHER', reason: '仍屬貴處權責', previousAgencyCode: 'A' });
    expect((await sentAbout(id)).map(({ template }) => template)).toEqual(['dispatched']);
  });
});

describe('a returned case', () => {
  const giveBack = (caseId: string, decidedBy: 'CITY' | 'OTHER' = 'OTHER'): Promise<void> =>
    happen(new AnnounceReturn(staff, addressees), {
      type: 'case.returned',
      subject: { kind: 'case', id: caseId },
      data: { agencyCode: 'A', reason: '非本處管轄道路', proposedAgencyCode: 'B', decidedBy, decideBy: AT.toISOString() },
    });

  test('for the second time waits for the city’s supervisors', async () => {
    const { id } = await addAnyCase('A');
    await giveBack(id, 'CITY');
    expect(await sentAbout(id)).toMatchObject([{ recipient: 'role:CITY_SUPERVISOR', template: 'returned' }]);
  });

  test('waits for the dispatchers and for the head of the agency, with who returned it, why, and whose it is instead', async () => {
    const { id } = await addAnyCase(null);
    await giveBack(id);
    const messages = await sentAbout(id);
    expect(messages).toMatchObject([
      { channel: 'CONSOLE', recipient: 'role:DISPATCHER', template: 'returned' },
      { channel: 'CONSOLE', recipient: 'agency:A', template: 'returned' },
    ]);
    for (const { body } of messages) {
      expect(body).toContain('養護工程處認為');
      expect(body).toContain('退件理由：非本處管轄道路');
      expect(body).toContain('建議機關：環境保護局');
    }
  });

  test('is mailed to the dispatchers who have an address', async () => {
    await addAccount(database, {
      username: 'dispatcher.1',
      email: 'd1@city.example',
      role: 'DISPATCHER',
      agencyCode: WHOLE_CITY,
    });
    await addAccount(database, { username: 'dispatcher.2', role: 'DISPATCHER', agencyCode: WHOLE_CITY });
    const { id } = await addAnyCase(null);
    await giveBack(id);
    expect((await sentAbout(id)).map(({ recipient }) => recipient)).toEqual(['d1@city.example', 'agency:A']);
  });
});

describe('a reminder', () => {
  const ring = (caseId: string, step: 'EARLY_WARNING' | 'DUE' | 'OVERDUE_2', accountIds: readonly string[]): Promise<void> =>
    happen(new SendReminders(staff), {
      type: 'deadline.rang',
      subject: { kind: 'case', id: caseId },
      data: {
        deadlineId: newId(),
        version: 1,
        step,
        dueAt: '2026-12-01T09:30:00.000Z',
        gathered: false,
        recipients: accountIds.map((accountId) => ({ accountId, username: 'x', level: 'HANDLER' as const })),
      },
    });

  test('goes to each of its recipients, by mail or on the console, with the due instant it rang for', async () => {
    const mailed = await addAccount(database, { username: 'm', email: 'm@a.example', role: 'HANDLER', agencyCode: 'A' });
    const seated = await addAccount(database, { username: 's', role: 'AGENCY_SUPERVISOR', agencyCode: 'A' });
    const { id, caseNo } = await addAnyCase();
    await ring(id, 'OVERDUE_2', [mailed, seated]);
    const messages = await sentAbout(id);
    expect(messages.map(({ channel, recipient }) => [channel, recipient]).sort()).toEqual([
      ['CONSOLE', 'account:s'],
      ['EMAIL', 'm@a.example'],
    ]);
    expect(messages[0]).toMatchObject({ template: 'overdue', subject: `【逾期稽催】${caseNo} 已逾辦理期限` });
    expect(messages[0]!.body).toContain('辦理期限：2026年12月1日（二）17:30');
  });

  test.each([
    ['EARLY_WARNING', 'reminder'],
    ['DUE', 'due'],
  ] as const)('of the step %s is the text %s', async (step, template) => {
    const { id } = await addAnyCase();
    const accountId = await addAccount(database, { username: step, role: 'HANDLER', agencyCode: 'A' });
    await ring(id, step, [accountId]);
    expect(await sentAbout(id)).toMatchObject([{ template }]);
  });

  test('that nobody is there to get is shown to the agency, or to the dispatchers when no agency has the case', async () => {
    const [led, loose] = [await addAnyCase('A'), await addAnyCase(null)];
    await database.query(sql`UPDATE accounts SET email = NULL WHERE username = 'dispatcher.1' OR username = 'm'`);
    await ring(led.id, 'DUE', []);
    await ring(loose.id, 'DUE', []);
    expect(await sentAbout(led.id)).toMatchObject([{ recipient: 'agency:A' }]);
    const [shown] = await sentAbout(loose.id);
    expect(shown).toMatchObject({ recipient: 'role:DISPATCHER' });
    expect(shown!.body).toContain('辦理機關：尚未分派');
  });
});

test('a low answer goes to the city, with the score and what the citizen says', async () => {
  const petition = await addPetition(database);
  const { id: caseId } = await addCase(database, [petition], { leadAgencyCode: 'A' });
  const comment = '洞還在 https://evil.example';
  const surveyId = await addSurvey(database, { caseId, petitionId: petition.id, expiresAt: AT, comment });
  await happen(new CallForReview(staff, addressees), {
    type: 'survey.review_opened',
    subject: { kind: 'survey', id: surveyId },
    data: { caseId, reviewId: newId(), overall: 1 },
  });
  const [message] = await sentAbout(caseId);
  expect(message).toMatchObject({ recipient: 'role:CITY_SUPERVISOR', template: 'review', channel: 'CONSOLE' });
  expect(message!.body).toContain('1 分');
  expect(message!.body).toContain('洞還在');
  expect(message!.body).not.toContain('evil');
});
