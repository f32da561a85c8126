import { createHash } from 'node:crypto';
import type { BilingualText } from '../../kernel/errors.ts';
import type { Fact } from '../../kernel/fact.ts';
import { newId } from '../../kernel/ids.ts';
import { NO_OFFICES } from '../../kernel/personal-words.ts';
import { createDataSource } from '../../platform/database/data-source.ts';
import { Database, sql } from '../../platform/database/index.ts';
import type { Reaction } from '../../platform/facts/index.ts';
import { CapturingMail, CapturingSms, NoSms, type SmsPort } from '../../platform/ports/index.ts';
import { addAgency, addCase, addCategory, addPetition, type CaseRow, type PetitionRow } from '../../../test/support/case-rows.ts';
import { handoverMessages } from '../../../test/support/handover-messages.ts';
import { SetClock } from '../../../test/support/set-clock.ts';
import { shippedTemplates } from '../../../test/support/shipped-texts.ts';
import { createTestDatabase } from '../../../test/support/test-database.ts';
import { messagesOf, sealedMessages, sealedPetitioners } from '../../../test/support/vault.ts';
import { AccountDirectory } from '../identity/index.ts';
import { ConfirmationTokens, PetitionRepository } from '../petitions/index.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import { Carriers } from './carriers.service.ts';
import { MessageRepository } from './message.repository.ts';
import { SendReply } from './on-case-closed.ts';
import { AnnounceTransfer } from './on-case-transferred.ts';
import { AcknowledgeConfirmation } from './on-petition-confirmed.ts';
import { AcknowledgePetition } from './on-petition-registered.ts';
import { Outbox } from './outbox.service.ts';
import { PetitionerMessages } from './petitioner-messages.service.ts';
import { StaffMessages } from './staff-messages.service.ts';

const clock = new SetClock(new Date('2026-11-20T02:00:00.000Z'));
const settings = {
  cityName: { 'zh-TW': '桃園市政府', en: 'Taoyuan City Government' },
  hotlineNumber: '1999',
  timeZone: 'Asia/Taipei',
  publicUrl: 'https://1999.example',
  templates: shippedTemplates('taoyuan'),
};
const addressees = new AddresseeReadModel(sealedPetitioners);
const outbox = new Outbox(new MessageRepository(sealedMessages), settings, clock);
const tellingBy = (sms: SmsPort): PetitionerMessages =>
  new PetitionerMessages(addressees, outbox, settings, new Carriers(new CapturingMail(), sms), NO_OFFICES);
const petitioners = tellingBy(new CapturingSms());
const staff = new StaffMessages(addressees, new AccountDirectory(), outbox);
/** What everybody is told now. */
const notices = { told: null as BilingualText | null, notice: () => notices.told };
let database: Database;
let drop: () => Promise<void>;

interface Sent {
  readonly channel: string;
  readonly recipient: string;
  readonly template: string;
  readonly subject: string;
  readonly body: string;
  readonly links: readonly { rel: string; href: string }[];
  readonly state: string;
  readonly lastError: string | null;
}

const sentAbout = (caseId: string): Promise<Sent[]> =>
  messagesOf<Sent>(
    database,
    sql`
    SELECT m.id, m.channel, m.template, m.sealed, m.state, m.last_error AS "lastError"
    FROM messages m
    WHERE m.case_id = ${caseId}
    ORDER BY m.id`,
  );

const happen = <F extends Fact>(reaction: Reaction<F>, fact: F): Promise<void> =>
  database.transaction((tx) =>
    reaction.react(tx, { id: newId(), at: clock.at, actor: { kind: 'SYSTEM', id: null, name: 'system' }, ...fact }),
  );

async function begin(petition: Partial<PetitionRow> = {}, difference: Partial<CaseRow> = {}) {
  const added = await addPetition(database, petition);
  const opened = await addCase(database, [added], { leadAgencyCode: 'TY-RMO', categoryCode: 'RD-001', ...difference });
  return { petitionId: added.id, petitionNo: added.petitionNo, caseId: opened.id, caseNo: opened.caseNo };
}

const register = (
  { petitionId, petitionNo, caseId }: Awaited<ReturnType<typeof begin>>,
  awaitingConfirmation = false,
): Promise<void> =>
  happen(
    new AcknowledgePetition(petitioners, new ConfirmationTokens(new PetitionRepository(sealedPetitioners), clock), notices),
    {
      type: 'petition.registered',
      subject: { kind: 'petition', id: petitionId },
      data: { petitionNo, caseId, channel: 'HOTLINE', awaitingConfirmation },
    },
  );

beforeAll(async () => {
  const copy = await createTestDatabase();
  const dataSource = await createDataSource({ url: copy.url, pool: 4 }).initialize();
  database = new Database(dataSource);
  drop = async () => {
    await dataSource.destroy();
    await copy.drop();
  };
  await addAgency(database, 'TY-RMO', '養護工程處', 'Road Maintenance Office');
  await addAgency(database, 'TY-PWB', '工務局', 'Public Works Bureau');
  await addCategory(database, { code: 'RD-001', nameZh: '道路坑洞修補', nameEn: 'Potholes' });
});

afterAll(() => drop());

describe('a petition', () => {
  test('is acknowledged with its number, its day, its agency and where to follow it', async () => {
    const begun = await begin();
    await register(begun);
    const [message, ...rest] = await sentAbout(begun.caseId);
    expect(rest).toEqual([]);
    expect(message).toMatchObject({
      channel: 'EMAIL',
      recipient: 'lin@example.org',
      template: 'acknowledgement',
      subject: `【桃園市政府】已收到您的陳情（編號 ${begun.petitionNo}）`,
      state: 'PENDING',
      links: [{ rel: 'status', href: `https://1999.example/petitions/${begun.petitionNo}` }],
    });
    for (const words of ['2026年11月20日（五）09:30', '道路坑洞修補', '養護工程處', '2026年11月27日（五）17:30']) {
      expect(message!.body).toContain(words);
    }
  });

  test('is acknowledged in the language it was written in', async () => {
    const begun = await begin({ language: 'en' });
    await register(begun);
    const [message] = await sentAbout(begun.caseId);
    expect(message!.body).toContain('Road Maintenance Office');
    expect(message!.body).toContain('Fri, 27 November 2026, 17:30');
  });

  test('that no agency has yet is acknowledged without one', async () => {
    const begun = await begin({}, { leadAgencyCode: null, categoryCode: null, status: 'TRIAGE' });
    await register(begun);
    const [message] = await sentAbout(begun.caseId);
    expect(message!.body).not.toContain('承辦機關');
  });

  test('is acknowledged once, however often the fact is told', async () => {
    const begun = await begin();
    const fact = {
      id: newId(),
      type: 'petition.registered' as const,
      subject: { kind: 'petition' as const, id: begun.petitionId },
      data: { petitionNo: begun.petitionNo, caseId: begun.caseId, channel: 'HOTLINE' as const, awaitingConfirmation: false },
      at: clock.at,
      actor: { kind: 'SYSTEM' as const, id: null, name: 'system' },
    };
    const reaction = new AcknowledgePetition(
      petitioners,
      new ConfirmationTokens(new PetitionRepository(sealedPetitioners), clock),
      notices,
    );
    await database.transaction((tx) => reaction.react(tx, fact));
    await database.transaction((tx) => reaction.react(tx, fact));
    expect(await sentAbout(begun.caseId)).toHaveLength(1);
  });

  test.each([
    ['CONTACT_REFUSED', { preferredContact: 'NONE' }],
    ['NO_CONTACT', { email: null, phone: null }],
    ['TOLD_IN_PERSON', { preferredContact: 'PHONE' }],
  ])('that is not acknowledged has a reason: %s', async (reason, difference) => {
    const begun = await begin(difference);
    await register(begun);
    expect(await sentAbout(begun.caseId)).toMatchObject([
      { state: 'SKIPPED', lastError: reason, channel: 'NONE', recipient: `petition:${begun.petitionNo}`, body: '' },
    ]);
  });

  test('from the web mailbox gets the link that proves its address, and only its hash is kept', async () => {
    const begun = await begin({ channel: 'CITY_MAILBOX', preferredContact: 'NONE' }, { status: 'AWAITING_CONFIRMATION' });
    await register(begun, true);
    const [message] = await sentAbout(begun.caseId);
    const href = message!.links.find(({ rel }) => rel === 'confirmation')!.href;
    expect(message).toMatchObject({ template: 'confirmation', channel: 'EMAIL', state: 'PENDING' });
    expect(href).toMatch(/^https:\/\/1999\.example\/api\/v1\/public\/confirmations\/[\w-]{43}$/);
    expect(message!.body).toContain(href);
    const [kept] = await database.query<{ hash: Buffer }>(sql`
      SELECT p.confirmation_hash AS hash
      FROM petitions p
      WHERE p.id = ${begun.petitionId}`);
    expect(kept!.hash).toEqual(createHash('sha256').update(href.split('/').at(-1)!).digest());
  });

  test.each([
    ['zh-TW', '颱風期間，案件處理可能延後。'],
    ['en', 'Answers may take longer because of the typhoon.'],
  ])('is acknowledged with what everybody is told now, in %s', async (language, told) => {
    notices.told = { 'zh-TW': '颱風期間，案件處理可能延後。', en: 'Answers may take longer because of the typhoon.' };
    const begun = await begin({ language });
    await register(begun);
    notices.told = null;
    expect((await sentAbout(begun.caseId))[0]!.body).toContain(`\n\n${told}\n\n`);
  });

  test('is acknowledged after its confirmation', async () => {
    const begun = await begin({ channel: 'CITY_MAILBOX' });
    await happen(new AcknowledgeConfirmation(petitioners, notices), {
      type: 'petition.confirmed',
      subject: { kind: 'petition', id: begun.petitionId },
      data: { petitionNo: begun.petitionNo, caseId: begun.caseId },
    });
    expect(await sentAbout(begun.caseId)).toMatchObject([{ template: 'acknowledgement', recipient: 'lin@example.org' }]);
  });

  test('leaves nothing that somebody said or is called in a subject line', async () => {
    const marked = { subject: 'MARKED-SUBJECT', name: 'MARKED-NAME', phone: '0900999888', address: 'MARKED-ADDRESS' };
    const begun = await begin(marked);
    await register(begun);
    await close(begun.caseId, 'MARKED-REPLY');
    const subjects = (await sentAbout(begun.caseId)).map(({ subject }) => subject).join('\n');
    expect(subjects).not.toMatch(/MARKED|0900999888|lin@/);
  });
});

const close = (caseId: string, reply: string, by = petitioners): Promise<void> =>
  happen(new SendReply(by), {
    type: 'case.closed',
    subject: { kind: 'case', id: caseId },
    data: { outcome: 'UPHELD', reply, closing: 1 },
  });

describe('every petitioner of a case', () => {
  test('gets the reply, each the way they chose', async () => {
    const petitions = [
      await addPetition(database),
      await addPetition(database, { preferredContact: 'SMS', language: 'en' }),
      await addPetition(database, { preferredContact: 'PHONE', phone: '03-332-2101' }),
      await addPetition(database, { preferredContact: 'NONE' }),
    ];
    const { id } = await addCase(database, petitions, { leadAgencyCode: 'TY-RMO' });
    await close(id, '路面已於 11 月 21 日修補完成。');
    const messages = await sentAbout(id);
    expect(messages.map(({ channel, recipient, state }) => ({ channel, recipient, state }))).toEqual([
      { channel: 'EMAIL', recipient: 'lin@example.org', state: 'PENDING' },
      { channel: 'SMS', recipient: '0912345678', state: 'PENDING' },
      { channel: 'PHONE', recipient: '03-332-2101', state: 'MANUAL' },
      { channel: 'NONE', recipient: `petition:${petitions[3]!.petitionNo}`, state: 'SKIPPED' },
    ]);
    for (const message of messages.slice(0, 3)) expect(message.body).toContain('路面已於 11 月 21 日修補完成。');
    expect(messages.slice(0, 2).map(({ body }) => /處理結果：(.*)|Result: (.*)/.exec(body)?.slice(1).find(Boolean))).toEqual([
      '已依您的反映處理',
      'Dealt with as you asked',
    ]);
  });

  test('is called where no gateway takes text messages and a mobile number is all there is', async () => {
    const petitions = [await addPetition(database, { email: null }), await addPetition(database, { preferredContact: 'SMS' })];
    const { id } = await addCase(database, petitions, { leadAgencyCode: 'TY-RMO' });
    await close(id, '已修補', tellingBy(new NoSms()));
    expect(await sentAbout(id)).toMatchObject([
      { channel: 'PHONE', recipient: '0912345678', state: 'MANUAL', lastError: 'BY_TELEPHONE' },
      { channel: 'EMAIL', recipient: 'lin@example.org', state: 'PENDING' },
    ]);
  });

  test('gets one reply for each of their petitions', async () => {
    const petitions = [await addPetition(database), await addPetition(database)];
    const { id } = await addCase(database, petitions, { leadAgencyCode: 'TY-RMO' });
    await close(id, '已修補');
    expect((await sentAbout(id)).map(({ subject }) => /P[\d-]+/.exec(subject)![0])).toEqual(
      petitions.map(({ petitionNo }) => petitionNo),
    );
  });

  test('is told of a transfer, and so is the agency that got the case (APA §172)', async () => {
    const petitions = [await addPetition(database), await addPetition(database, { email: 'wu@example.org' })];
    const { id } = await addCase(database, petitions, { leadAgencyCode: 'TY-PWB' });
    await happen(new AnnounceTransfer(petitioners, await handoverMessages(database, staff, settings, clock)), {
      type: 'case.transferred',
      subject: { kind: 'case', id },
      data: { fromAgencyCode: 'TY-RMO', toAgencyCode: 'TY-PWB', reason: '屬工務局權責' },
    });
    const messages = await sentAbout(id);
    expect(messages.map(({ template, recipient }) => [template, recipient])).toEqual([
      ['transferred', 'lin@example.org'],
      ['transferred', 'wu@example.org'],
      ['dispatched', 'agency:TY-PWB'],
    ]);
    expect(messages[0]!.body).toContain('承辦機關：工務局');
    expect(messages[0]!.body).toContain('改分理由：屬工務局權責');
  });
});
