import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { signalTiming } from '../support/petition-bodies.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const mails: { readonly to: string; readonly replyTo: string | null }[] = [];
let city: TestApp;
let server: SMTPServer;

const unfolded = (raw: string): string => raw.split('\r\n\r\n')[0]!.replaceAll(/\r\n[ \t]+/g, ' ');

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      void text(stream).then((raw) => {
        const replyTo = /^Reply-To: (.*)$/im.exec(unfolded(raw))?.[1] ?? null;
        mails.push({ to: session.envelope.rcptTo[0]!.address, replyTo });
        done();
      });
    },
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const environment = { SMTP_URL: `smtp://127.0.0.1:${port}`, RELAY_ADDRESS: 'relay@city.example.gov.tw' };
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00', environment });
});

afterAll(async () => {
  await city.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

test('petitioners answer to an address of their petition, staff to none', async () => {
  const operator = await city.as('operator');
  const petitions: string[] = [];
  for (const email of ['one@example.org', 'two@example.org']) {
    const { body } = await operator.post('/petitions', { ...signalTiming, petitioner: { email } });
    petitions.push(body.petitionNo.toLowerCase());
    const supervisor = await city.as('supervisor.ty-tra');
    await supervisor.post(`/cases/${body.case.caseNo}/transfer`, { agencyCode: 'TY-RMO', reason: '屬路面工程' });
  }
  await city.drain();
  const repliesTo = (who: RegExp): Set<string | null> =>
    new Set(mails.filter(({ to }) => who.test(to)).map(({ replyTo }) => replyTo));
  const [one, two] = [[...repliesTo(/^one@/)], [...repliesTo(/^two@/)]];
  expect([one.length, two.length]).toEqual([1, 1]); // the same in every mail about it
  expect(one[0]).toMatch(new RegExp(`^relay\\+${petitions[0]!}\\.[0-9a-f]{20}@city\\.example\\.gov\\.tw$`));
  expect(two[0]).toMatch(new RegExp(`^relay\\+${petitions[1]!}\\.`));
  expect(mails.filter(({ to }) => to === 'one@example.org').length).toBeGreaterThan(1);
  expect([...repliesTo(/^(supervisor|handler|dispatcher)/)]).toEqual([null]);
});
