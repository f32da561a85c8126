import { sql } from '../../src/platform/database/index.ts';
import { AskedPetitioners, QUESTION } from '../support/asked-petitioners.ts';
import { ImapServer } from '../support/imap-server.ts';
import { Correspondence, RELAY_ADDRESS } from '../support/mails.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { photo } from '../support/uploads.ts';

const HANDLER = 'handler.ty-tra@demonstration.invalid';

let server: ImapServer;
let city: TestApp;
let people: AskedPetitioners;
let post: Correspondence;

beforeAll(async () => {
  server = await ImapServer.start();
  const environment = { RELAY_ADDRESS, RELAY_IMAP_URL: server.url };
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00', environment });
  people = new AskedPetitioners(city);
  post = new Correspondence(city, server);
});

afterAll(async () => {
  await city.close();
  await server.stop();
});

describe('a mail to the address of a petition', () => {
  test('answers the question that is open: without what it quotes, and the clock runs again', async () => {
    const { caseNo, email } = await people.asked();
    const [to] = await post.addressesOf(caseNo);
    const text = `元化路與中正路口\n\n桃園市 <${to!}> 於 2026年11月16日 週一 上午9:10寫道：\n\n> ${QUESTION.question}`;
    const uid = await post.send({ to, from: `王小明 <${email}>`, text });
    expect(await post.heard(caseNo)).toMatchObject([
      { type: 'case.supplement_received', actor: { kind: 'CITIZEN' }, data: { text: '元化路與中正路口' } },
    ]);
    expect(await post.seen(caseNo)).toMatchObject({ status: 'IN_PROGRESS', clock: { state: 'RUNNING' }, openSupplement: null });
    expect(await city.templatesTo(HANDLER, caseNo)).toContain('supplemented');
    expect(await post.flagsOf(uid)).toEqual(['\\Seen']);
  });

  test('says what nobody asked: whoever has the case is told, also when it is closed, and nothing else changes', async () => {
    const { caseNo } = await people.accepted();
    const [to] = await post.addressesOf(caseNo);
    const before = await post.seen(caseNo);
    await post.send({ to: 'somebody@example.com', headers: { 'Delivered-To': to!.toUpperCase() }, text: '今天又更短了' });
    const after = await post.seen(caseNo);
    expect(after).toMatchObject({ status: before.status, dueAt: before.dueAt });
    expect(await post.heard(caseNo)).toMatchObject([{ type: 'case.message_received', data: { text: '今天又更短了' } }]);
    expect(await city.templatesTo(HANDLER, caseNo)).toContain('written');

    await (await city.as('handler.ty-tra')).post(`/cases/${caseNo}/close`, { outcome: 'UPHELD', reply: '已調整秒數。' });
    await post.send({ to, text: '還是沒有改' });
    expect(await post.seen(caseNo)).toMatchObject({ status: 'CLOSED' });
    expect((await post.heard(caseNo)).map(({ data }) => data.text)).toEqual(['今天又更短了', '還是沒有改']);
    expect((await city.templatesTo(HANDLER, caseNo)).filter((template) => template === 'written')).toHaveLength(2);
  });

  test('answers no question that was put to somebody else', async () => {
    const { caseNo } = await people.accepted();
    const second = { ...signalTiming, petitioner: { email: 'second@example.org' }, joinCaseNo: caseNo };
    expect((await (await city.as('operator')).post('/petitions', second)).status).toBe(201);
    await people.ask(caseNo);
    const [first, other] = await post.addressesOf(caseNo);
    await post.send({ to: other, text: '我也覺得' });
    expect(await post.seen(caseNo)).toMatchObject({ status: 'AWAITING_SUPPLEMENT' });
    await post.send({ to: first, text: '元化路口' });
    expect((await post.heard(caseNo)).map(({ type, data }) => [type, data.text])).toEqual([
      ['case.message_received', '我也覺得'],
      ['case.supplement_received', '元化路口'],
    ]);
  });

  test('that lies in the mailbox twice is taken once', async () => {
    const { caseNo } = await people.accepted();
    const [to] = await post.addressesOf(caseNo);
    const same = { to, messageId: '<one@example.org>', date: new Date('2026-11-16T01:00:00Z'), text: '同一封' };
    const [one, two] = [await post.send(same), await post.send(same)];
    expect(await post.heard(caseNo)).toHaveLength(1);
    expect(await post.outcomes()).toMatchObject({ [one]: 'TAKEN', [two]: 'DUPLICATE' });
    await post.send({ ...same, text: '同一封，改了字' });
    expect(await post.heard(caseNo)).toHaveLength(2);
  });

  test('of HTML alone is read for its words, and what is no text is left out', async () => {
    const { caseNo } = await people.accepted();
    const [to] = await post.addressesOf(caseNo);
    const quoted = `<blockquote>${QUESTION.question}</blockquote>`;
    await post.send({ to, html: `<p>元化路<b>口</b></p><script>alert(1)</script><style>p{}</style>${quoted}` });
    await post.send({ to, text: '路口\u0000\u0007在\u202e這裡' });
    await post.send({ to, text: '', subject: '只有主旨' });
    expect((await post.heard(caseNo)).map(({ data }) => data.text)).toEqual(['元化路口', '路口在這裡', '只有主旨']);
  });

  test('that is longer than a case has room for is cut, and left to people', async () => {
    const { caseNo } = await people.accepted();
    const [to] = await post.addressesOf(caseNo);
    const uid = await post.send({ to, text: '很長。'.repeat(10_000) });
    const [heard] = await post.heard(caseNo);
    expect(heard!.data.text.length).toBeLessThanOrEqual(10_000);
    expect(heard!.data.text).toContain('其餘請見信箱');
    expect((await post.attention('MAILS_NOT_TAKEN')).details).toContain(`CUT UID ${uid}`);
    expect(await post.flagsOf(uid)).toEqual(['\\Flagged', '\\Seen']);
  });

  test('brings its files: those that are taken are the petition’s, the others are named', async () => {
    const { caseNo } = await people.accepted();
    const [to] = await post.addressesOf(caseNo);
    const attachments = [
      { filename: '路口.jpg', content: await photo() },
      { filename: '報告.exe', content: Buffer.from('MZ\u0000\u0001 this is no photograph') },
      { filename: '壞的.pdf', content: Buffer.from('%PDF-1.7 and no end') },
    ];
    await post.send({ to, text: '如附件', attachments });
    const [heard] = await post.heard(caseNo);
    expect(heard!.data.attachmentIds).toHaveLength(1);
    expect(heard!.data.text).toMatch(
      /^如附件\n\n（未收附件 not taken: 報告\.exe – .+）\n（未收附件 not taken: 壞的\.pdf – .+）$/,
    );
    const { items } = (await (await city.as('handler.ty-tra')).get(`/cases/${caseNo}/attachments`)).body;
    expect(items).toMatchObject([{ name: '路口.jpg', from: 'SUPPLEMENT', contentType: 'image/jpeg', public: false }]);
  });
});

describe('what is no petitioner’s mail', () => {
  test('is not taken for one: machines answer, and servers give mails back', async () => {
    const { caseNo } = await people.asked();
    const [to] = await post.addressesOf(caseNo);
    const before = await post.attention('MAILS_NOT_TAKEN');
    const away = await post.send({ to, text: '我休假中', headers: { 'Auto-Submitted': 'auto-replied' } });
    const list = await post.send({ to, text: '電子報', headers: { Precedence: 'bulk' } });
    const bounce = await post.send({ to, from: 'MAILER-DAEMON@example.org', text: 'undeliverable' });
    expect(await post.outcomes()).toMatchObject({ [away]: 'AUTOMATIC', [list]: 'AUTOMATIC', [bounce]: 'BOUNCE' });
    expect(await post.heard(caseNo)).toEqual([]);
    expect(await post.seen(caseNo)).toMatchObject({ status: 'AWAITING_SUPPLEMENT' });
    expect(await post.attention('MAILS_NOT_TAKEN')).toEqual(before);
  });

  test('to no petition’s address is left to people, and nobody is answered', async () => {
    const { caseNo } = await people.accepted();
    const [to] = await post.addressesOf(caseNo);
    const [messages] = await city.rows<{ n: number }>(sql`SELECT count(*)::integer AS n FROM messages`);
    const guessed = to!.replace(/\.[0-9a-f]{20}@/, `.${'0'.repeat(20)}@`);
    const otherNo = to!.replace(/\+p26-\d{6}-\d/, '+p26-999999-9');
    for (const address of [guessed, otherNo, RELAY_ADDRESS]) {
      const uid = await post.send({ to: address, text: '給承辦人' });
      expect((await post.attention('MAILS_NOT_TAKEN')).details).toContain(`UNKNOWN_ADDRESS UID ${uid}`);
      expect(await post.flagsOf(uid)).toEqual(['\\Flagged', '\\Seen']);
    }
    expect(await post.heard(caseNo)).toEqual([]);
    expect(await city.rows(sql`SELECT count(*)::integer AS n FROM messages`)).toEqual([messages]);
  });

  test('is left to people unread when it is huge', async () => {
    const { caseNo } = await people.accepted();
    const [to] = await post.addressesOf(caseNo);
    const line = Buffer.from(`${'x'.repeat(998)}\r\n`);
    const head = Buffer.from(`From: wang@example.org\r\nTo: ${to!}\r\nSubject: huge\r\n\r\n`);
    const uid = await server.deliver(Buffer.concat([head, ...new Array<Buffer>(53_000).fill(line)]));
    await post.fetch();
    expect(await post.outcomes()).toMatchObject({ [uid]: 'TOO_LARGE' });
    expect((await post.attention('MAILS_NOT_TAKEN')).details).toContain(`TOO_LARGE UID ${uid}`);
    expect(await post.heard(caseNo)).toEqual([]);
  });
});
