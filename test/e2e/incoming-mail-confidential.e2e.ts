import { columnsWith } from '../support/every-column.ts';
import { ImapServer } from '../support/imap-server.ts';
import { Correspondence, RELAY_ADDRESS } from '../support/mails.ts';
import { signalTiming } from '../support/petition-bodies.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { photo } from '../support/uploads.ts';

/** Nobody of this name lives anywhere. The second address is one that the city does not know. */
const INFORMER = { name: '甄隱姓', email: 'canary-mail@example.org', phone: '0987-651-234' };
const OTHER_ADDRESS = 'canary-other@example.com';
const TRACES = [INFORMER.name, 'canary-', 'Canary', INFORMER.phone, '0987651234'];

let server: ImapServer;
let city: TestApp;
let post: Correspondence;

beforeAll(async () => {
  server = await ImapServer.start();
  const environment = { RELAY_ADDRESS, RELAY_IMAP_URL: server.url };
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00', environment });
  post = new Correspondence(city, server);
});

afterAll(async () => {
  await city.close();
  await server.stop();
});

test.each([
  ['in confidence', { ...INFORMER, confidential: true }],
  ['without a name', { email: INFORMER.email, phone: INFORMER.phone, anonymous: true }],
])(
  'whoever informs %s and answers by mail is nowhere named: not in the case, its files, messages or any table',
  async (_, petitioner) => {
    const { body } = await (await city.as('operator')).post('/petitions', { ...signalTiming, petitioner });
    const caseNo = body.case.caseNo as string;
    expect((await (await city.as('handler.ty-tra')).post(`/cases/${caseNo}/accept`)).status).toBe(200);
    const [to] = await post.addressesOf(caseNo);
    const token = /\.([0-9a-f]{20})@/.exec(to!)![1]!;
    await post.send({
      ...{ to, from: `"${INFORMER.name} Canary" <${OTHER_ADDRESS}>`, subject: `${INFORMER.name} 的檢舉` },
      text: [
        '老闆今天又來了，請改打 0911-222-333。',
        `${INFORMER.name} ${INFORMER.email} 0987 651 234`,
        `寄件備份：${OTHER_ADDRESS.toUpperCase()}，回信給 ${to!}`,
      ].join('\n'),
      attachments: [
        { filename: `${INFORMER.name}拍的.jpg`, content: await photo() },
        { filename: `${INFORMER.name}.exe`, content: Buffer.from('MZ nothing') },
      ],
    });
    await post.send({ to: RELAY_ADDRESS, from: `"${INFORMER.name}" <${OTHER_ADDRESS}>`, text: '寄錯地址' });

    const [heard] = await post.heard(caseNo);
    expect(heard!.data.text).toContain('請改打 0911-222-333'); // what is new is not known to be anybody's
    expect(heard!.data.text).toContain('附件 2');
    const paths = ['', '/events?limit=200', '/attachments', '/petitions', '/replies', '/clock'].map(
      (path) => `/cases/${caseNo}${path}`,
    );
    for (const username of ['operator', 'handler.ty-tra', 'supervisor.ty-tra', 'admin', 'auditor', 'city']) {
      const client = await city.as(username);
      for (const path of [...paths, '/outbox?limit=200', '/ops/attention/MAILS_NOT_TAKEN', '/audit/facts?limit=200']) {
        const shown = JSON.stringify((await client.get(path)).body);
        for (const trace of [...TRACES, token])
          expect([username, path, shown.includes(trace) && trace]).toEqual([username, path, false]);
      }
    }
    expect(await columnsWith(city.database, [INFORMER.name, 'canary-', 'Canary', '0987-651-234', '0987 651 234'])).toEqual([
      'attachments.name', // withheld from whoever may not know, as of a petition's own files
    ]);
  },
);

test.each([
  ['with its area code, signed without', '02-27208889', '電話：2720-8889'],
  ['with its area code, signed without a word before it', '02-27208889', '2720-8889'],
  ['without its area code, signed likewise', '2720-8889', '電話：2720-8889'],
  ['without its area code, signed with it', '2720-8889', '02-2720-8889'],
  ['after the country code, signed without', '+886-2-2720-8889', 'tel 27208889'],
])('the number of an informer is taken out of their mail: given %s', async (_, phone, signature) => {
  const petitioner = { ...INFORMER, phone, confidential: true };
  const { body } = await (await city.as('operator')).post('/petitions', { ...signalTiming, petitioner });
  const caseNo = body.case.caseNo as string;
  const [to] = await post.addressesOf(caseNo);
  await post.send({ to, text: `老闆今天又來了，請改打 02-2720-1234。\n${signature}` });
  const [heard] = await post.heard(caseNo);
  expect(heard!.data.text).toContain('請改打 02-2720-1234');
  expect(heard!.data.text.replaceAll(/\D/g, '')).not.toContain('27208889');
});
