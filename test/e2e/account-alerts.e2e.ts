import { sql } from '../../src/platform/database/index.ts';
import { MailRoom, type ArrivedMail } from '../support/mail-room.ts';
import { type Arrived, CHOSEN, HANDLER, Newcomers } from '../support/newcomers.ts';
import { codeOf, nextInterval } from '../support/second-factors.ts';
import { type Client, startTestApp, type TestApp } from '../support/test-app.ts';

const FIRST = 'first.address@staff.example';
const SECOND = 'second.address@staff.example';

let room: MailRoom;
let city: TestApp;
let admin: Client;
let holder: Arrived;

beforeAll(async () => {
  room = await MailRoom.open();
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00', environment: { SMTP_URL: room.url } });
  admin = await city.as('admin');
  holder = await new Newcomers(city).arrived();
  await changeAddress(FIRST);
});

afterAll(async () => {
  await city.close();
  await room.close();
});

const changeAddress = async (email: string | null): Promise<void> => {
  const { displayName, roles } = HANDLER;
  const { status, body } = await admin.put(`/accounts/${holder.id}`, { displayName, roles, email, reason: '更新' });
  if (status >= 300) throw new Error(JSON.stringify(body));
};

/** What has come about safeguards since the last look. */
const looked = new Set<ArrivedMail>();
async function alerts(): Promise<ArrivedMail[]> {
  await city.drain();
  const fresh = room.mails.filter((mail) => !looked.has(mail) && /安全設定/.test(mail.subject));
  for (const mail of fresh) looked.add(mail);
  return fresh;
}

const expectTold = async (to: readonly string[], chinese: string, english: string): Promise<void> => {
  const mails = await alerts();
  expect(mails.map((mail) => mail.to).sort()).toEqual([...to].sort());
  for (const { subject, text } of mails) {
    expect(subject).toMatch(/安全設定變更通知.*A safeguard of your account was changed/);
    for (const said of [chinese, english, holder.username, '請立即通知系統管理員', 'tell the administrator at once'])
      expect(text).toContain(said);
    expect(text).not.toMatch(/https?:|#\/|password\?/);
    expect(text).not.toContain(CHOSEN);
  }
};

test('of another password, in both languages, what to do, and nothing that opens anything', async () => {
  await alerts();
  const answer = await holder.client.post('/auth/password', {
    currentPassword: CHOSEN,
    newPassword: 'another bicycle in the rain',
  });
  expect(answer.status).toBe(204);
  await expectTold([FIRST], '密碼已變更', 'The password was changed');
});

test('of a second factor, of new recovery codes, and that an administrator took it away', async () => {
  const { secret } = (await holder.client.post('/me/second-factor')).body as { secret: string };
  expect((await holder.client.post('/me/second-factor/confirm', { code: codeOf(city, secret) })).status).toBeLessThan(300);
  await expectTold([FIRST], '已設定第二道驗證', 'A second factor was set up');
  nextInterval(city);
  expect((await holder.client.post('/me/second-factor/recovery-codes', { code: codeOf(city, secret) })).status).toBeLessThan(300);
  await expectTold([FIRST], '備援碼已重新產生', 'New recovery codes were made');
  expect((await admin.delete(`/accounts/${holder.id}/second-factor`)).status).toBe(204);
  await expectTold([FIRST], '第二道驗證已由系統管理員移除', 'An administrator took the second factor away');
});

test('of another address at both, and the old one is forgotten then', async () => {
  await changeAddress(SECOND);
  await expectTold([FIRST, SECOND], '電子郵件信箱已變更', 'The e-mail address was changed');
  await changeAddress(SECOND.replace('second', 'SECOND'));
  await expectTold([], '', '');
  await changeAddress(null); // at the only one that there was
  await expectTold([SECOND.replace('second', 'SECOND')], '電子郵件信箱已變更', 'The e-mail address was changed');
  await changeAddress(FIRST);
  await expectTold([], '', '');
  expect(await city.rows(sql`SELECT a.id FROM accounts a WHERE a.former_emails <> '{}'`)).toEqual([]);
});

test('that an administrator took the password away, besides the link to choose another', async () => {
  expect((await admin.post(`/accounts/${holder.id}/reset-password`)).status).toBeLessThan(300);
  await expectTold([FIRST], '密碼已由系統管理員重設', 'An administrator took the password away');
  expect(room.to(FIRST).filter(({ text }) => text.includes('/password#/'))).toHaveLength(1);
});

test('the address before is no part of the record', async () => {
  const facts = await city.rows(sql`SELECT f.data::text AS data FROM facts f WHERE f.subject_id = ${holder.id}`);
  expect(facts.length).toBeGreaterThan(5);
  expect(JSON.stringify(facts)).not.toMatch(/address@staff/i);
});
