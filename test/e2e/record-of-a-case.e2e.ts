import { entered } from '../support/district-holders.ts';
import { PlantedCity } from '../support/planted-city.ts';
import { type Answer, type Client, startTestApp, type TestApp } from '../support/test-app.ts';
import { verifyBundle } from '../support/verify-bundle.ts';

let city: TestApp;
let planted: PlantedCity;
let auditor: Client;
let into: { caseNo: string };
let merged: { caseNo: string };

const typesAt = async (caseNo: string): Promise<string[]> =>
  (await auditor.get(`/audit/facts?caseNo=${caseNo}&limit=200`)).body.items.map(({ type }: { type: string }) => type);

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-16T09:00:00+08:00' });
  planted = new PlantedCity(city);
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

describe('an auditor who is recused from a case', () => {
  let recused: Client;
  let parent: string;
  let child: string;

  beforeAll(async () => {
    [parent, child] = [(await planted.petition()).caseNo, (await planted.petition()).caseNo];
    await planted.ok('dispatcher', `/cases/${child}/set-parent`, { parentCaseNo: parent, reason: '同一路口' });
    const accountId = await entered(city, 'auditor.recused', { role: 'AUDITOR' });
    await planted.ok('dispatcher', `/cases/${parent}/recuse`, { accountId, reason: '陳情該員' });
    recused = await city.signIn('auditor.recused');
  });

  /** Of the facts about another case that name it, those that are found; and whether they tell its number. */
  const found = async (by: Client, query: string): Promise<[string[], boolean]> => {
    const { body } = await by.get(`/audit/facts?caseNo=${child}&limit=200&${query}`);
    const types = (body.items as { type: string }[]).map(({ type }) => type);
    return [types.filter((type) => type === 'case.parent_set'), JSON.stringify(body).includes(parent)];
  };

  test('is not told its number by what was done to another', async () => {
    expect(await found(auditor, '')).toEqual([['case.parent_set'], true]);
    expect(await found(recused, '')).toEqual([['case.parent_set'], false]);
  });

  test('finds nothing by its number', async () => {
    const words = (text: string): string => `q=${encodeURIComponent(text)}`;
    expect(await found(auditor, words(parent))).toEqual([['case.parent_set'], true]);
    for (const text of [parent, '同一路口']) expect(await found(recused, words(text))).toEqual([[], false]);
  });
});

test('the file of a merged case holds its petition and its files, and is whole', async () => {
  const { body } = await (await city.as('city')).get(`/cases/${merged.caseNo}/bundle`);
  const kinds = body.chains.map(({ subject }: Answer['body']) => subject.kind as string);
  expect(new Set(kinds)).toEqual(new Set(['case', 'petition', 'attachment']));
  expect(verifyBundle(body)).toMatchObject({ code: 0 });
});
