import { sql } from '../../src/platform/database/index.ts';
import { AskedPetitioners, QUESTION } from '../support/asked-petitioners.ts';
import { asCitizen, caller, pothole } from '../support/petition-bodies.ts';
import { type Client, startTestApp, type TestApp } from '../support/test-app.ts';
import { photo, TAKEN, uploaded } from '../support/uploads.ts';

const TODAY = '2026-11-20';
const WITHHELD = { name: 'photo.jpg', takenAt: null, position: null, masked: true, width: 480 };
const SHOWN = {
  ...{ name: '王小明.jpg', takenAt: TAKEN.at, masked: false },
  position: { lat: expect.closeTo(TAKEN.position.lat, 6), lng: expect.closeTo(TAKEN.position.lng, 6) },
};
const NAMELESS = { name: null, anonymous: true };
const SITE_VISIT = { purpose: 'SITE_VISIT', note: '會勘' };

let city: TestApp;
let handler: Client;
let supervisor: Client;
let people: AskedPetitioners;

beforeAll(async () => {
  city = await startTestApp({ startsAt: `${TODAY}T09:00:00+08:00` });
  [handler, supervisor] = [await city.as('handler.ty-rmo'), await city.as('city')];
  people = new AskedPetitioners(city);
});

afterAll(() => city.close());

interface Reported {
  readonly caseNo: string;
  readonly petitionNo: string;
  readonly attachmentId: string;
}

/** With a photograph that says who took it, when and where. */
async function reported(more: object): Promise<Reported> {
  const attachmentId = await uploaded(city.citizen, '/public/attachments', { bytes: await photo(), name: '王小明.jpg' });
  const petitioner = { ...caller, ...more };
  const sent = { ...asCitizen(pothole), petitioner, attachmentIds: [attachmentId] };
  const { status, body } = await city.citizen.post('/public/reports', sent);
  expect([status, body.code]).toEqual([201, undefined]);
  return { caseNo: body.case.caseNo, petitionNo: body.petitionNo, attachmentId };
}

const custodian = async () => `/custodians/${(await handler.get('/auth/me')).body.id}`;
const trust = async () =>
  expect((await supervisor.put(await custodian(), { agencyCode: 'TY-RMO', from: TODAY, until: '2026-12-31' })).status).toBe(200);
const reveal = async (client: Client, { caseNo, petitionNo }: Reported) =>
  (await client.post(`/cases/${caseNo}/petitions/${petitionNo}/reveal`, SITE_VISIT)).status;

/** The file as somebody finds it in the list of its case, and the name under which they get it. */
async function fileFor(client: Client, { caseNo, attachmentId }: Reported): Promise<readonly [file: object, saved: string]> {
  const { items } = (await client.get(`/cases/${caseNo}/attachments`)).body;
  const { status, headers } = await client.get(`/files/${attachmentId}`);
  expect([status, items.length]).toEqual([200, 1]);
  return [items[0], /filename\*=UTF-8''(.+)$/.exec(decodeURIComponent(String(headers['content-disposition'])))![1]!];
}

/** A case in which somebody was asked something, and where they answer. */
async function asked(more: object, join: (caseNo: string) => Promise<unknown> = async () => undefined) {
  const about = await people.accepted(pothole, 'handler.ty-rmo', more);
  const { caseNo } = about;
  await join(caseNo);
  expect((await people.ask(caseNo, QUESTION, 'handler.ty-rmo')).status).toBe(200);
  const link = await people.linkOf(about);
  const [{ petitionNo }] = (await handler.get(`/cases/${caseNo}/petitions`)).body.items;
  return { caseNo, petitionNo: petitionNo as string, link };
}

type Asked = Awaited<ReturnType<typeof asked>>;

async function answeredBy(client: Client, path: string, uploads: string, { caseNo, petitionNo }: Asked): Promise<Reported> {
  const attachmentId = await uploaded(client, uploads, { bytes: await photo(), name: '王小明.jpg' });
  const { status, body } = await client.post(path, { text: '在這裡', attachmentIds: [attachmentId] });
  expect([status < 300, body.code]).toEqual([true, undefined]);
  return { caseNo, petitionNo, attachmentId };
}

const byLink = (of: Asked) => answeredBy(city.citizen, of.link, '/public/attachments', of);
const atTheDesk = async (of: Asked) =>
  answeredBy(await city.as('operator'), `/cases/${of.caseNo}/receive-supplement`, '/attachments', of);

/** As files of answers were kept before it was known whose they are. */
const ofNobody = ({ attachmentId, caseNo }: Reported) =>
  city.rows(sql`
    UPDATE attachment_links
    SET petition_id = NULL, case_id = (SELECT c.id FROM cases c WHERE c.case_no = ${caseNo})
    WHERE attachment_id = ${attachmentId}`);

const joinedBy = (petitioner: object) => async (joinCaseNo: string) =>
  expect((await (await city.as('operator')).post('/petitions', { ...pothole, petitioner, joinCaseNo })).status).toBe(201);

const withheld = [expect.objectContaining(WITHHELD), WITHHELD.name];
const shown = [expect.objectContaining(SHOWN), SHOWN.name];

describe.each([
  ['in confidence', { confidential: true }],
  ['without a name', NAMELESS],
])('who took a photograph, where and when, of somebody who petitions %s', (_, more) => {
  test('is told by the picture to nobody, whatever their role', async () => {
    const report = await reported(more);
    for (const username of ['operator', 'dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo', 'city', 'auditor']) {
      expect([username, await fileFor(await city.as(username), report)]).toEqual([username, withheld]);
    }
  });

  test('is told to the custodian to whom the petitioner is revealed, as long as they are one', async () => {
    const report = await reported(more);
    await trust();
    expect(await fileFor(handler, report)).toEqual(withheld);
    expect(await reveal(handler, report)).toBe(200);
    expect(await fileFor(handler, report)).toEqual(shown);
    expect((await supervisor.delete(await custodian())).status).toBe(204);
    expect(await fileFor(handler, report)).toEqual(withheld);
  });
});

test('of whoever is named it is told to all who work on the case, until the case becomes confidential: then to whom they were revealed neither', async () => {
  const report = await reported({});
  const operator = await city.as('operator');
  for (const client of [handler, operator]) expect(await fileFor(client, report)).toEqual(shown);
  expect(await reveal(operator, report)).toBe(200);
  const moved = await handler.post(`/cases/${report.caseNo}/recategorise`, { categoryCode: 'LB-001', reason: '檢舉' });
  expect(moved.status).toBe(200);
  for (const username of ['operator', 'city', 'auditor']) {
    expect([username, await fileFor(await city.as(username), report)]).toEqual([username, withheld]);
  }
});

describe.each([
  ['by the link', byLink],
  ['to somebody who writes it down', atTheDesk],
])('what a petitioner sends who answers a question %s', (_, answer) => {
  test('is withheld of whoever gives no name, but from the custodian to whom they are revealed', async () => {
    const report = await answer(await asked(NAMELESS));
    for (const username of ['operator', 'handler.ty-rmo', 'supervisor.ty-rmo', 'city', 'auditor']) {
      expect([username, await fileFor(await city.as(username), report)]).toEqual([username, withheld]);
    }
    await trust();
    expect(await reveal(handler, report)).toBe(200);
    expect(await fileFor(handler, report)).toEqual(shown);
    expect((await supervisor.delete(await custodian())).status).toBe(204);
  });

  test('is shown of whoever is named, whoever else petitions about it', async () => {
    const report = await answer(await asked({}, joinedBy({ ...caller, ...NAMELESS })));
    expect(await fileFor(handler, report)).toEqual(shown);
  });

  test('is withheld where nobody knows whose it is, as long as any petitioner of the case gave no name', async () => {
    const [one, other] = [await answer(await asked({}, joinedBy({ ...caller, ...NAMELESS }))), await answer(await asked({}))];
    await ofNobody(one);
    await ofNobody(other);
    for (const username of ['operator', 'handler.ty-rmo']) {
      const client = await city.as(username);
      expect([username, await fileFor(client, one), await fileFor(client, other)]).toEqual([username, withheld, shown]);
    }
  });
});
