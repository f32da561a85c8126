import { createHash } from 'node:crypto';
import { RecordChecks, Sealer } from '../../src/platform/audit/index.ts';
import { sql } from '../../src/platform/database/index.ts';
import { pothole } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { RecordedCity } from '../support/recorded-city.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';
import { verifyBundle } from '../support/verify-bundle.ts';

let recorded: RecordedCity;
let city: TestApp;
let caseNo: string;
let auditor: Client;

const search = (query: string): Promise<Answer['body'][]> => recorded.search(query);

beforeAll(async () => {
  recorded = await RecordedCity.begin();
  ({ app: city, auditor, caseNo } = recorded);
});

afterAll(() => city.close());

describe('a case file that others can check', () => {
  // The client reads JSON by itself; what was sent is sent again.
  const exported = async (): Promise<Answer> => (await city.as('city')).get(`/cases/${caseNo}/bundle`);

  test('is whole by the documented procedure alone, and names the heads to compare', async () => {
    const { status, body, headers } = await exported();
    expect([status, headers['content-disposition']]).toEqual([200, `attachment; filename="${caseNo}.case-file.json"`]);
    const { code, said } = verifyBundle(body);
    expect(said).toMatch(new RegExp(`whole: \\d+ facts of case ${caseNo} in 2 chains, 0 not anchored yet`));
    const [anchor] = await city.rows<{ head: string }>(sql`SELECT encode(a.head, 'hex') AS head FROM anchors a`);
    expect(said).toContain(`compare: anchor of 2026-11-20, head ${anchor!.head}`);
    expect(said).toMatch(/^case [0-9a-f-]{36}: \d+ facts$/m);
    expect(said).toContain('; ends as of the anchor of 2026-11-20');
    expect(code).toBe(0);
  });

  test('tells what happened as it was recorded, and does not say who the petitioner is', async () => {
    const { body } = await exported();
    const types = body.chains.flatMap((chain: Answer['body']) =>
      chain.links.map((link: { sealed: string }) => (JSON.parse(link.sealed) as { type: string }).type),
    );
    expect(types).toEqual(expect.arrayContaining(['petition.registered', 'case.opened', 'case.accepted', 'case.noted']));
    const text = JSON.stringify(body);
    for (const personal of Object.values(pothole.petitioner)) {
      if (typeof personal === 'string' && !/^[A-Z]+$/.test(personal)) expect(text).not.toContain(personal);
    }
  });

  test('explains itself in both languages', async () => {
    const { readMe, format } = (await exported()).body;
    expect([format, readMe['zh-TW'].length, readMe.en.length]).toEqual(['paian.case-file/3', 7, 7]);
  });

  test.each<[string, (file: Answer['body']) => void, RegExp]>([
    [
      'changed word',
      (file) => void (noteIn(file).data = noteIn(file).data.replace('複勘', '未到')),
      /does not say what was sealed/,
    ],
    [
      'changed kind of fact',
      (file) => rewrite(file, (text) => text.replace('case.noted', 'case.nodded')),
      /is not what was sealed/,
    ],
    [
      'changed kind of fact with a hash that fits it',
      (file) => {
        rewrite(file, (text) => text.replace('case.noted', 'case.nodded'), true);
      },
      /does not follow the one before it|is not the one under the anchor/,
    ],
    ['fact taken out', (file) => void file.chains.find(isOfCase).links.splice(1, 1), /does not follow the one before it/],
    [
      'number of another link',
      (file) => void (file.chains.find(isOfCase).links.at(-1).no = '1'),
      /is not the one under the anchor/,
    ],
    [
      'chain of the case cut off',
      (file) => void file.chains.find(isOfCase).links.pop(),
      /does not end where the last anchor says/,
    ],
    [
      'chain of the petition cut off',
      (file) => void file.chains.find((chain: Chain) => !isOfCase(chain)).links.pop(),
      /does not end where the last anchor says/,
    ],
    ['chain emptied', (file) => void (file.chains.find(isOfCase).links = []), /does not end where the last anchor says/],
    [
      'chain of its petition dropped',
      (file) => void (file.chains = file.chains.filter(isOfCase)),
      /the chain of petition [0-9a-f-]{36} is missing/,
    ],
    [
      'chain of the case dropped',
      (file) => void (file.chains = file.chains.filter((chain: Chain) => !isOfCase(chain))),
      /the chain of the case is missing/,
    ],
    [
      'chain of something else in the place of the case’s',
      (file) => {
        file.chains = file.chains.filter((chain: Chain) => !isOfCase(chain));
        file.chains[0].subject.kind = 'case';
      },
      /is of another chain/,
    ],
    ['number of another case', (file) => void (file.caseNo = 'C26-000000-0'), /is the record of case C26-\d{6}-\d, not of C26-0/],
    [
      'chain of its petition dropped, and what names it taken for blanked',
      (file) => {
        file.chains = file.chains.filter(isOfCase);
        for (const link of file.chains[0].links.filter(namesPetition)) Object.assign(link, { data: null, salt: null });
      },
      /the case says nothing, and not that it was made anonymous/,
    ],
    [
      'word taken for blanked, and what was said before it is there',
      (file) => void Object.assign(noteIn(file), { data: null, salt: null }),
      /says nothing, and the one before it does/,
    ],
    [
      'chain of the case emptied, and no anchors',
      (file) => {
        file.chains.find(isOfCase).links = [];
        file.anchors = [];
      },
      /the chain of the case is missing/,
    ],
    [
      'chain cut off and its end left out',
      (file) => {
        cutOff(file);
        file.ends = {};
      },
      /where the chain of .* ends is missing/,
    ],
    [
      'chain cut off and another end put in its place',
      (file) => {
        const [last, before] = [cutOff(file), file.chains.find(isOfCase).links.at(-1).hash];
        file.ends = JSON.parse(JSON.stringify(file.ends).replace(last, before));
      },
      /are not those of the last anchor/,
    ],
    [
      'end cut off, and the ends of the anchor left out',
      (file) => {
        cutOff(file);
        file.anchors.at(-1).ends = null;
      },
      /the anchor of 2026-11-20 does not hold/,
    ],
    [
      'record without anchors, of a case that is old',
      (file) => {
        file.anchors = [];
        file.exportedAt = '2026-11-23T09:00:00+08:00';
      },
      /is of 2026-11-20T.*, and under no anchor/,
    ],
    [
      'last anchor of long ago',
      (file) => void (file.exportedAt = '2026-11-24T09:00:00+08:00'),
      /the last anchor is of 2026-11-20: ask for a new file/,
    ],
    ['hash taken from an anchor', (file) => void file.anchors[0].hashes.pop(), /hashes are missing from the anchor/],
    [
      'changed hash under an anchor',
      (file) => void (file.anchors[0].hashes[0] = 'ab'.repeat(32)),
      /the anchor of 2026-11-20 does not hold/,
    ],
    ['changed day of an anchor', (file) => void (file.anchors[0].day = '2026-11-19'), /the anchor of 2026-11-19 does not hold/],
  ])('with a %s is found out', async (_, tamper, reason) => {
    const { body } = await exported();
    tamper(body);
    const { code, said } = verifyBundle(body);
    expect(said).toMatch(reason);
    expect(code).toBe(1);
  });

  interface Chain {
    readonly subject: { readonly kind: string };
  }

  const namesPetition = ({ sealed }: { sealed: string }): boolean => /"type":"case\.(opened|joined)"/.test(sealed);

  const isOfCase = ({ subject }: Chain): boolean => subject.kind === 'case';

  /** Takes the end of the case's chain away, with the last link that is anchored. @returns the hash of that one */
  function cutOff(file: Answer['body']): string {
    const { links } = file.chains.find(isOfCase);
    const last = links.findLastIndex(({ no }: { no: string }) => Number(no) <= file.anchors.at(-1).throughNo);
    return links.splice(last)[0].hash;
  }

  const noteIn = (file: Answer['body']): { data: string } =>
    file.chains.find(isOfCase).links.find(({ data }: { data: string }) => data.includes('複勘'));

  function rewrite(file: Answer['body'], change: (text: string) => string, rehash = false): void {
    for (const link of file.chains.find(isOfCase).links) {
      const text = change(link.sealed);
      if (rehash && text !== link.sealed) link.hash = createHash('sha256').update(text).digest('hex');
      link.sealed = text;
    }
  }

  test('of a record that was changed in the database is found out too', async () => {
    const other = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
    const no = (await (await other.as('operator')).post('/petitions', pothole)).body.case.caseNo;
    await other.app.get(Sealer).run();
    await other.asOwner(sql`UPDATE facts SET actor_name = '別人' WHERE type = 'case.opened'`);
    const { body } = await (await other.as('auditor')).get(`/cases/${no}/bundle`);
    await other.close();
    expect(verifyBundle(body)).toMatchObject({ code: 1, said: expect.stringContaining('is not what was sealed') });
  });

  test('is recorded with the digest of what was handed out', async () => {
    const { headers } = await exported();
    const [fact] = await search(`type=case.exported&caseNo=${caseNo}`);
    expect(fact).toMatchObject({ actor: { kind: 'STAFF' }, subject: { caseNo }, data: { links: expect.any(Number) } });
    expect(headers['content-digest']).toBe(`sha-256=:${Buffer.from(fact.data.digest, 'hex').toString('base64')}:`);
  });

  test('of a case that does not exist there is none', async () => {
    expectProblem(await auditor.get('/cases/C26-000000-0/bundle'), { status: 404, code: 'case.not_found' });
  });
});

test('a broken record is a number that asks for attention, on the page and in the metrics, with the first broken link', async () => {
  const other = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00', worker: false });
  await (await other.as('operator')).post('/petitions', pothole);
  await other.app.get(Sealer).run();
  await other.asOwner(sql`UPDATE facts SET actor_name = '別人' WHERE type = 'case.opened'`);
  await other.app.get(RecordChecks).run();
  const { items } = (await (await other.as('city')).get('/ops/attention/RECORD_BROKEN')).body;
  const metrics = await other.citizen.get('/metrics');
  await other.close();
  expect(items).toMatchObject([
    {
      id: '2026-11-20/NEW',
      caseNo: null,
      detail: expect.stringMatching(/^link \d+: fact \d+ of case .* is not what was sealed$/),
    },
  ]);
  expect(metrics.body).toMatch(/^attention_rows\{kind="RECORD_BROKEN"\} 1$/m);
});

test('a command whose record cannot be written does nothing, and says so', async () => {
  const handler = await city.as('handler.ty-rmo');
  const before = (await handler.get(`/cases/${caseNo}`)).body;
  await city.asOwner(sql`ALTER TABLE facts ADD CONSTRAINT nothing_fits CHECK (type <> 'case.noted') NOT VALID`);
  const refused = await handler.post(`/cases/${caseNo}/note`, { text: '第二次到場' });
  await city.asOwner(sql`ALTER TABLE facts DROP CONSTRAINT nothing_fits`);
  expect([refused.status, refused.body.code]).toEqual([500, 'internal.error']);
  expect((await handler.get(`/cases/${caseNo}`)).body.version).toBe(before.version);
  expect(await city.rows(sql`SELECT f.id FROM facts f WHERE f.type = 'case.noted'`)).toHaveLength(1);
  expect((await handler.post(`/cases/${caseNo}/note`, { text: '第二次到場' })).status).toBe(200);
});
