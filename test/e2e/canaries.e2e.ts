import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sql } from '../../src/platform/database/index.ts';
import { columnsWith } from '../support/every-column.ts';
import { done, type Marked, MarkedCity, OFFICIAL_WORDS } from '../support/marked-city.ts';
import { ADDRESSES, everyMark, gossip, marksIn, NOTES, ofOfficials, ofPeople, PEOPLE, WORDS } from '../support/marks.ts';
import { describeWithOwnRedis } from '../support/own-redis.ts';
import { testFolder } from '../support/test-database.ts';
import { newKey } from '../support/test-app.ts';

const { caller, corrected, informer, writer } = PEOPLE;
const STAFF = /@(demonstration\.invalid|[\w.-]*gov\.tw)$/;

/** A name at LINE looks like any word. */
const recognisable = everyMark.filter((mark) => mark !== WORDS.line);

/** Nothing of it holds a mark; what does is shown, with the marks. */
const expectClean = (outputs: readonly string[], marks: readonly string[] = everyMark): void => {
  expect(outputs.filter((output) => output.length > 0)).not.toEqual([]); // there is something to be looked through
  const found = outputs.map((output) => ({ marks: marksIn(output, marks), output })).filter((found) => found.marks.length > 0);
  expect(found.slice(0, 5)).toEqual([]);
};

describeWithOwnRedis('what citizens say of themselves, and whatever else points to somebody,', () => {
  let city: MarkedCity;
  let open: Marked;
  let closed: Marked;
  let secret: Marked;
  let report: Marked;
  const refusals: string[] = [];
  /** What links led to, when they still did. */
  const linked: string[] = [];

  const openLink = async (page: 'confirmation' | 'supplement' | 'survey', address: string): Promise<string> => {
    const link = `/public/${page}s/${await city.keyFor(address, page === 'confirmation' ? 'confirm' : page)}`;
    linked.push(JSON.stringify(done(await city.app.citizen.get(link)).body));
    return link;
  };

  beforeAll(async () => {
    city = await MarkedCity.found();
    open = await city.registered({ ...caller, preferredContact: 'EMAIL' });
    closed = await city.registered({ ...caller, preferredContact: 'SMS' });
    secret = await city.registered({ ...informer, confidential: true });
    const letter = await city.sent('/public/petitions', writer);
    await openLink('confirmation', writer.email);
    report = await city.sent('/public/reports', { phone: writer.phone, email: writer.email }, 1);
    for (const { caseNo } of [open, closed, secret]) await city.command('handler.ty-tra', caseNo, 'accept');
    await city.app.drain();
    expect(letter.petitionNo).toMatch(/^P/);
  }, 120_000);

  afterAll(() => city.end());

  describe('when a case lives its life', () => {
    test('questions, answers, more time, notes and hand-overs', async () => {
      const handler = 'handler.ty-tra';
      const question = `哪一個路口？${OFFICIAL_WORDS}`;
      await city.command(handler, open.caseNo, 'request-supplement', { question, replyWithinDays: 3 });
      const link = await openLink('supplement', caller.email);
      const attachmentId = await city.file(city.app.citizen, `${link}/attachments`, `${WORDS.plate}.jpg`).catch(() => null);
      const files = attachmentId === null ? {} : { attachmentIds: [attachmentId] };
      done(await city.app.citizen.post(link, { text: `元化路口，${gossip()}`, ...files }));
      await city.command(handler, open.caseNo, 'note', { text: `已致電 ${OFFICIAL_WORDS}`, public: true });
      const until = { until: '2026-11-27', reasonCode: 'SITE_VISIT', reason: '須會勘' };
      await city.command(handler, open.caseNo, 'request-extension', until);
      await city.command('supervisor.ty-tra', open.caseNo, 'approve-extension', { note: '同意' });
      await city.command(handler, open.caseNo, 'return', { reason: '非本局權責', proposedAgencyCode: 'TY-RMO' });
      await city.command('dispatcher', open.caseNo, 'dispatch', { agencyCode: 'TY-TRA', reason: '屬交通局' });
      await city.command(handler, open.caseNo, 'accept');
      await city.app.drain();
    });

    test('another petition that is answered with it, a reveal and a correction', async () => {
      const twin = await city.registered(writer);
      await city.command('dispatcher', twin.caseNo, 'merge', { intoCaseNo: open.caseNo, reason: '同一路口' });
      const supervisor = await city.app.as('supervisor.ty-tra');
      const at = `/cases/${open.caseNo}/petitions/${open.petitionNo}/reveal`;
      const { body } = done(await supervisor.post(at, { purpose: 'VERIFY' }));
      expect(marksIn(JSON.stringify(body), [caller.name, caller.phone])).toHaveLength(2); // whoever may know it is told
      done(await supervisor.patch(`/petitions/${open.petitionNo}/petitioner`, corrected));
      done(await (await city.app.as('operator')).post('/petitions/repeats', { phone: caller.phone }));
      await city.app.drain();
    });

    test('a reply, and a survey whose answer says it all again', async () => {
      const { caseNo } = closed;
      await city.command('handler.ty-tra', caseNo, 'close', { outcome: 'UPHELD', reply: `已調整。${OFFICIAL_WORDS}` });
      await city.command('handler.ty-tra', open.caseNo, 'close', { outcome: 'UPHELD', reply: `已調整。${OFFICIAL_WORDS}` });
      await city.app.drain();
      const link = await openLink('survey', writer.email);
      const answer = { overall: 1, speed: 1, comment: `很慢，${gossip()}` };
      done(await city.from(ADDRESSES[0], link, answer));
      done(await city.from(ADDRESSES[0], `${link}/reopen-request`, { reason: `沒修好，${gossip()}` }));
      await city.app.drain();
    });

    test('and time that passes, with its reminders', async () => {
      await city.app.acceptHazards();
      city.app.clock.advanceTo(new Date('2026-12-04T09:00:00+08:00'));
      await city.app.drain();
      await city.app.drain();
    });
  });

  describe('when it is sent where it does not belong', () => {
    const wrongBodies = (): readonly (readonly [path: string, body: unknown])[] => {
      const right = { channel: 'HOTLINE', subject: gossip(), description: gossip(), petitioner: caller };
      const said = caller.name;
      return [
        ['/petitions', `{"subject":"${said}","petitioner":{"phone":"${caller.phone}"`],
        ['/petitions', { ...right, [said]: caller.phone }],
        ['/petitions', { ...right, petitioner: { ...caller, [WORDS.line]: said } }],
        ['/petitions', { ...right, channel: said, categoryCode: said, receivedAt: said, joinCaseNo: caller.phone }],
        ['/petitions', { ...right, petitioner: { ...caller, phone: said, email: said, preferredContact: said, language: said } }],
        ['/petitions', { ...right, petitioner: { ...caller, name: said.repeat(300) } }],
        ['/petitions', { ...right, attachmentIds: [caller.phone, said], answers: { [said]: caller.phone } }],
        ['/petitions', { ...right, categoryCode: 'TF-002', location: { lat: said, districtCode: said, villageCode: said } }],
        ['/petitions', { ...right, categoryCode: 'TF-002', location: { districtCode: said, lat: 24.957, lng: 121.225 } }],
        ['/public/petitions', { ...right, petitioner: caller }],
        ['/public/reports', { subject: said, description: said, petitioner: { email: caller.email }, categoryCode: said }],
        ['/public/surveys/x', { overall: said, comment: gossip() }],
        ['/auth/login', { username: caller.email, password: caller.phone }],
        ['/auth/login', { username: said, password: { it: said } }],
        ['/petitions/repeats', { phone: said }],
        [`/cases/${open.caseNo}/close`, { outcome: said, reply: gossip() }],
        [`/cases/${open.caseNo}/merge`, { intoCaseNo: said, reason: gossip() }],
        [`/cases/${open.caseNo}/note`, { text: gossip(), visibility: said, attachmentIds: [said] }],
      ];
    };

    test('bodies, queries, paths and heads are refused without saying it again', async () => {
      const [operator, dispatcher] = [await city.app.as('operator'), await city.app.as('dispatcher')];
      const told = ({ status, body, headers }: { status: number; body: unknown; headers: unknown }, what: string): void => {
        expect([what, status >= 400 && status < 500]).toEqual([what, true]);
        refusals.push(`${status} ${JSON.stringify(body)} ${JSON.stringify(headers)}`);
      };
      for (const [path, body] of wrongBodies()) {
        for (const client of path.startsWith('/public') ? [city.app.citizen] : [operator, dispatcher]) {
          told(await client.post(path, body, { 'idempotency-key': newKey() }), `${path} ${JSON.stringify(body)}`);
        }
      }
      const [name, email] = [encodeURIComponent(caller.name), encodeURIComponent(caller.email)];
      for (const path of [
        `/cases?status=${name}&sort=${email}`,
        `/cases?${name}=${email}`,
        `/cases?cursor=${name}`,
        `/cases/${name}`,
        `/cases/${name}/petitions/${email}`,
        `/files/${name}`,
        `/public/petitions/${name}?code=${email}`,
        `/public/confirmations/${email}`,
        `/public/surveys/${email}`,
        `/nowhere/${name}?phone=${caller.phone}`,
        `/audit/facts?subject=${name}`,
        `/areas?lat=${name}&lng=${email}`,
      ]) {
        told(await dispatcher.get(path), path);
      }
      const heads = { 'x-request-id': caller.email, 'user-agent': caller.email, referer: `https://x.example/${email}` };
      const more = { cookie: `session=${email}`, 'x-forwarded-for': ADDRESSES[0], 'accept-language': WORDS.line };
      told(await city.app.citizen.get('/cases', { ...heads, ...more, authorization: `Bearer ${email}` }), '/cases');
      told(await operator.post('/petitions', {}, { 'content-type': `text/${WORDS.line}` }), '/petitions');
      const ifMatch = await dispatcher.post(`/cases/${secret.caseNo}/note`, { text: '記' }, { 'if-match': WORDS.line });
      told(ifMatch, 'if-match');
      const key = { 'idempotency-key': `${caller.email} ${WORDS.line}`.repeat(20) };
      told(await operator.post('/petitions', {}, key), 'idempotency-key');
    });

    test('a database that refuses, and repeats what it was given, is not quoted', async () => {
      await city.app.asOwner(sql`ALTER TABLE petitions ADD CONSTRAINT only_numbers CHECK (description::integer > 0) NOT VALID`);
      const before = city.log.length;
      const operator = await city.app.as('operator');
      const body = { channel: 'HOTLINE', subject: gossip(), description: gossip(), petitioner: caller };
      const answer = await operator.post('/petitions', body);
      await city.app.asOwner(sql`ALTER TABLE petitions DROP CONSTRAINT only_numbers`);
      expect(answer.status).toBe(500);
      refusals.push(JSON.stringify(answer.body));
      expect(city.log.slice(before).join('')).toContain('"level":50');
    });
  });

  describe('is read nowhere', () => {
    test('the search finds what lies in the open', async () => {
      const seen = await city.seenBy(await city.app.as('handler.ty-tra'), secret);
      expect(marksIn(seen.join('\n'), [WORDS.phone])).toEqual([WORDS.phone]); // the words of a case are for whoever works on it
      expect(await columnsWith(city.app.database, [WORDS.phone])).toContain('petitions.description');
    });

    test('not in a log line, of whatever level', () => expectClean(city.log));

    test('not in an answer to a request that was refused', () => {
      expect(refusals.length).toBeGreaterThan(40);
      expectClean(refusals);
    });

    test('not in a metric', async () => expectClean([(await city.app.citizen.get('/metrics')).body]));

    test('not in the subject of a mail, nor in its other heads, but for the address that it goes to', () => {
      expect(city.mail.mails.length).toBeGreaterThan(10);
      expectClean(city.mail.mails.map(({ subject }) => subject));
      expectClean(city.mail.mails.map(({ head, to }) => head.replaceAll(to, '')));
    });

    test('not in a mail to officials', () => {
      const toStaff = city.mail.mails.filter(({ to }) => STAFF.test(to));
      expect(toStaff.length).toBeGreaterThan(5);
      expectClean(
        toStaff.map(({ text }) => text),
        recognisable,
      );
    });

    test('not in an address that the program calls or hands out', () => {
      expectClean(city.called);
      expectClean(city.mail.mails.flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? []));
    });

    test('not in Redis, in no command that it was ever sent', () => {
      expect(city.redisCommands.filter((command) => /bull|queue/i.test(command)).length).toBeGreaterThan(10);
      const [counted, others] = [/paian:rate:/, /^(?!.*paian:rate:)/s].map((kind) =>
        city.redisCommands.filter((it) => kind.test(it)),
      );
      expectClean(others!);
      const known = everyMark.filter((mark) => !ADDRESSES.some((address) => address === mark));
      expectClean(counted!, known); // by address, for an hour at most
    });

    test('not in the log of PostgreSQL', () => {
      const log = readFileSync(join(testFolder(), 'postgres', 'postgres.log'), 'utf8');
      expect(log.length).toBeGreaterThan(0);
      expectClean([log]);
    });

    test('not in the database in the clear, and not in files or their names', async () => {
      expect(await columnsWith(city.app.database, ofPeople)).toEqual([]);
      const folder = join(testFolder(), basename(new URL(city.app.databaseUrl).pathname));
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      const files = names.map((name) => join(folder, name)).filter((file) => statSync(file).isFile());
      expect(files.length).toBeGreaterThan(4);
      expectClean(names);
      const read = files.map((file) => readFileSync(file).toString('latin1'));
      for (const note of NOTES) expect(read.filter((bytes) => bytes.includes(note))).toEqual([]);
    });

    test('who petitioned not by anybody, at no route, unless it was revealed to them', async () => {
      const names = ['handler.ty-tra', 'handler.ty-lib', 'operator', 'dispatcher', 'city', 'auditor', 'admin', 'village'];
      for (const about of [open, closed, secret, report]) {
        for (const name of names) expectClean(await city.seenBy(await city.app.signIn(name), about), ofPeople);
      }
    }, 120_000);

    test('nothing at all by those who have nothing to do with the case, nor in public', async () => {
      for (const client of [await city.app.as('village'), await city.app.as('admin'), city.app.citizen]) {
        expectClean(await city.seenBy(client, secret));
      }
    });

    test('not on the page of the petitioner, nor on those of links', async () => {
      const pages: string[] = [];
      for (const { petitionNo, lookupCode } of [open, closed, secret, report]) {
        const { status, body } = await city.app.citizen.get(`/public/petitions/${petitionNo}?code=${lookupCode}`);
        expect(status).toBe(200);
        pages.push(JSON.stringify(body));
      }
      expectClean(pages);
      expect(linked).toEqual(['petitionNo', '哪一個路口', '已調整'].map((words) => expect.stringContaining(words)));
      expectClean(linked, recognisable);
    });

    test('of whom officials write not in a mail to citizens', () => {
      const toCitizens = city.mail.mails.filter(({ to }) => !STAFF.test(to)).map(({ text }) => text);
      expect(toCitizens.filter((text) => text.includes('〔證號〕')).length).toBeGreaterThan(2);
      expectClean(toCitizens, ofOfficials);
    });

    test('who petitioned not in what is exported: the record of a case, searches of it, accounts, statistics', async () => {
      const auditor = await city.app.as('auditor');
      const exports: string[] = [];
      for (const { caseNo, petitionNo } of [open, closed, secret]) {
        for (const path of [
          `/cases/${caseNo}/bundle`,
          `/audit/facts?caseNo=${caseNo}&limit=200`,
          `/audit/facts?petitionNo=${petitionNo}`,
        ])
          exports.push(JSON.stringify((await auditor.get(path)).body));
      }
      for (const path of [
        '/audit/facts?limit=200',
        '/accounts/review?quarter=2026Q4',
        '/reroutings?from=2026-11-01&to=2026-12-04',
      ])
        exports.push(JSON.stringify((await auditor.get(path)).body));
      expectClean(exports, ofPeople);
    });
  });
});
