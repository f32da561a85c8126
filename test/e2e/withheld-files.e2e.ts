import { asCitizen, caller, pothole } from '../support/petition-bodies.ts';
import { type Client, startTestApp, type TestApp } from '../support/test-app.ts';
import { photo, TAKEN, uploaded } from '../support/uploads.ts';

const TODAY = '2026-11-20';
const WITHHELD = { name: 'photo.jpg', takenAt: null, position: null, masked: true, width: 480 };
const SHOWN = {
  ...{ name: '王小明.jpg', takenAt: TAKEN.at, masked: false },
  position: { lat: expect.closeTo(TAKEN.position.lat, 6), lng: expect.closeTo(TAKEN.position.lng, 6) },
};
const SITE_VISIT = { purpose: 'SITE_VISIT', note: '會勘' };

let city: TestApp;
let handler: Client;
let supervisor: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: `${TODAY}T09:00:00+08:00` });
  [handler, supervisor] = [await city.as('handler.ty-rmo'), await city.as('city')];
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

const withheld = [expect.objectContaining(WITHHELD), WITHHELD.name];
const shown = [expect.objectContaining(SHOWN), SHOWN.name];

describe.each([
  ['in confidence', { confidential: true }],
  ['without a name', { name: null, anonymous: true }],
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
