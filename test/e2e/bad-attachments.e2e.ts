import { asCitizen, pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectNothingKept } from '../support/kept-files.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';
import { photo, uploaded } from '../support/uploads.ts';

let city: TestApp;
let operator: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  operator = await city.as('operator');
});

afterAll(() => city.close());

describe('an attachment that may not be used:', () => {
  const field = (code: string) => ({ status: 422, code: 'input.invalid', fields: { attachmentIds: code } });
  const petition = (client: Client, ids: readonly string[]): Promise<Answer> =>
    client.post('/petitions', { ...signalTiming, attachmentIds: ids });
  const report = (ids: readonly string[]): Promise<Answer> =>
    city.citizen.post('/public/reports', { ...asCitizen(pothole), attachmentIds: ids });
  const fresh = async (client: Client, path = '/attachments'): Promise<string> =>
    uploaded(client, path, { bytes: await photo(64, 64) });

  test('one that nobody uploaded, another’s, and a citizen’s in the hands of staff', async () => {
    const dispatcher = await city.as('dispatcher');
    const [theirs, public_] = [await fresh(dispatcher), await fresh(city.citizen, '/public/attachments')];
    await expectNothingKept(city, async () => {
      for (const id of [newKey(), theirs, public_]) expectProblem(await petition(operator, [id]), field('attachment.unknown'));
      for (const id of [newKey(), theirs]) expectProblem(await report([id]), field('attachment.unknown'));
    });
    const { caseNo } = (await operator.post('/petitions', signalTiming)).body.case;
    const note = await operator.post(`/cases/${caseNo}/note`, { text: 'x', attachmentIds: [theirs] });
    expectProblem(note, field('attachment.unknown'));
    expectProblem(await operator.post(`/cases/${caseNo}/note`, { text: 'x', attachmentIds: ['x'] }), {
      status: 422,
      code: 'input.invalid',
    });
    const bulk = { command: 'note', caseNos: [caseNo], body: { text: 'x', attachmentIds: [await fresh(operator)] } };
    expectProblem(await operator.post('/cases/bulk', bulk), {
      ...{ status: 422, code: 'input.invalid', fields: { 'body.attachmentIds': 'attachment.one_case_only' } },
    });
    expect((await operator.get(`/cases/${caseNo}/events`)).body.items.map(({ type }: { type: string }) => type)).not.toContain(
      'case.noted',
    );
  });

  test('one that was used, be it at the same moment: it belongs to one thing', async () => {
    const used = await fresh(operator);
    expect((await petition(operator, [used])).status).toBe(201);
    expectProblem(await petition(operator, [used]), field('attachment.used'));
    const wanted = await fresh(operator);
    const answers = await Promise.all(Array.from({ length: 6 }, () => petition(operator, [wanted])));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of answers.filter((each) => each.status !== 201)) {
      expect([status, body.errors?.[0].code ?? body.code]).toEqual([422, 'attachment.used']);
    }
    const { caseNo } = (await operator.post('/petitions', signalTiming)).body.case;
    const shared = await fresh(operator);
    const notes = await Promise.all(
      [1, 2, 3].map((i) => operator.post(`/cases/${caseNo}/note`, { text: `${i}`, attachmentIds: [shared] })),
    );
    expect(notes.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
  });

  test('more than the city takes with one petition', async () => {
    const ids = await Promise.all(Array.from({ length: 11 }, () => fresh(operator)));
    expectProblem(await petition(operator, ids), field('attachment.too_many'));
    expect((await petition(operator, ids.slice(1))).status).toBe(201);
  });

  test('a citizen’s after an hour, anybody’s after a day, when it is removed', async () => {
    const [mine, theirs] = [await fresh(operator), await fresh(city.citizen, '/public/attachments')];
    await city.advanceTo('2026-11-20T10:30:00+08:00');
    expectProblem(await report([theirs]), field('attachment.unknown'));
    expect((await petition(operator, [mine])).status).toBe(201);
  });
});
