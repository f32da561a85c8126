import { PlantedCity } from '../support/planted-city.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';
import { verifyBundle } from '../support/verify-bundle.ts';

let city: TestApp;
let auditor: Client;
let into: { caseNo: string };
let merged: { caseNo: string };

const typesAt = async (caseNo: string): Promise<string[]> =>
  (await auditor.get(`/audit/facts?caseNo=${caseNo}&limit=200`)).body.items.map(({ type }: { type: string }) => type);

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
  const planted = new PlantedCity(city);
  [into, merged] = [await planted.petition(), await planted.petition()];
  const handler = await city.as('handler.ty-tra');
  for (const { caseNo } of [into, merged]) {
    const { items } = (await handler.get(`/cases/${caseNo}/attachments`)).body;
    expect((await handler.get(`/files/${items[0].attachmentId as string}`)).status).toBe(200);
  }
  await planted.ok('dispatcher', `/cases/${merged.caseNo}/merge`, { intoCaseNo: into.caseNo, reason: '同一路口' });
  await city.drain();
  await planted.sealed();
  auditor = await city.as('auditor');
});

afterAll(() => city.close());

test.each([
  ['a case', () => into.caseNo],
  ['one that was merged with another', () => merged.caseNo],
])('a search by %s finds who looked at its petitioner’s files, and the petition', async (_, caseNo) => {
  expect(await typesAt(caseNo())).toEqual(
    expect.arrayContaining(['case.opened', 'petition.registered', 'attachment.linked', 'attachment.viewed']),
  );
});

test('the file of a merged case holds its petition and its files, and is whole', async () => {
  const { body } = await (await city.as('city')).get(`/cases/${merged.caseNo}/bundle`);
  const kinds = body.chains.map(({ subject }: Answer['body']) => subject.kind as string);
  expect(new Set(kinds)).toEqual(new Set(['case', 'petition', 'attachment']));
  expect(verifyBundle(body)).toMatchObject({ code: 0 });
});
