import sharp from 'sharp';
import { sql } from '../../src/platform/database/index.ts';
import { keptFiles } from '../support/kept-files.ts';
import { asCitizen, pothole, roadHog, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, type Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';
import { odt, pdf, photo, picture, TAKEN, upload, uploaded } from '../support/uploads.ts';

let city: TestApp;
let operator: Client;
let handler: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  operator = await city.as('operator');
  handler = await city.as('handler.ty-rmo');
});

afterAll(() => city.close());

/** The same answer with its bytes as they came. */
async function fetched(client: Client, path: string): Promise<Answer & { readonly bytes: Buffer }> {
  const answer = await city.app.inject({ method: 'GET', url: `/api/v1${path}`, headers: { ...client.credentials } });
  const isJson = /json/.test(String(answer.headers['content-type']));
  return {
    ...{ status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload },
    body: isJson ? answer.json() : null,
  };
}

const viewsOf = (id: string) =>
  city.rows<{ name: string }>(sql`
    SELECT f.actor_name AS name FROM facts f WHERE f.subject_id = ${id} AND f.type = 'attachment.viewed' ORDER BY f.seq`);

test('a citizen reports with a photograph, the handler sees where it was taken, and answers with one that the citizen can fetch', async () => {
  const taken = await photo(3200, 2400);
  const sent = await upload(city.citizen, '/public/attachments', { bytes: taken, name: '路口.JPG' });
  expect([sent.status, sent.body]).toEqual([
    201,
    { attachmentId: expect.any(String), contentType: 'image/jpeg', bytes: expect.any(Number) },
  ]);
  const { attachmentId } = sent.body;
  const report = await city.citizen.post('/public/reports', { ...asCitizen(pothole), attachmentIds: [attachmentId] });
  expect(report.status).toBe(201);
  const { petitionNo, lookupCode, case: opened } = report.body;

  const listed = await handler.get(`/cases/${opened.caseNo}/attachments`);
  expect(listed.body.items).toEqual([
    {
      attachmentId,
      name: '路口.jpg',
      contentType: 'image/jpeg',
      bytes: sent.body.bytes,
      width: 1920, // it was taken with the telephone upright
      height: 2560,
      from: 'PETITION',
      petitionNo,
      linkedAt: expect.any(String),
      public: false,
      takenAt: TAKEN.at,
      position: { lat: expect.closeTo(TAKEN.position.lat, 6), lng: expect.closeTo(TAKEN.position.lng, 6) },
      masked: false,
    },
  ]);

  const file = await fetched(handler, `/files/${attachmentId}`);
  expect([file.status, file.bytes.length]).toEqual([200, sent.body.bytes]);
  expect(file.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': `inline; filename="__.jpg"; filename*=UTF-8''%E8%B7%AF%E5%8F%A3.jpg`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
  const { exif, icc, xmp, width, height } = await sharp(file.bytes).metadata();
  expect({ exif, icc, xmp, width, height }).toEqual({
    exif: undefined,
    icc: undefined,
    xmp: undefined,
    width: 1920,
    height: 2560,
  });
  expect(file.bytes.includes('SECRET')).toBe(false);

  await handler.post(`/cases/${opened.caseNo}/accept`);
  const proof = await uploaded(handler, '/attachments', { bytes: await picture().png().toBuffer(), name: 'done.png' });
  const inner = await uploaded(handler, '/attachments', { bytes: pdf(), name: 'inner.pdf' });
  await handler.post(`/cases/${opened.caseNo}/note`, { text: '內部', attachmentIds: [inner] });
  const replied = await handler.post(`/cases/${opened.caseNo}/submit-reply`, {
    ...{ text: '已修補', outcome: 'UPHELD', attachmentIds: [proof] },
  });
  expect(replied.body.status).toBe('CLOSED');
  const status = await city.citizen.get(`/public/petitions/${petitionNo}?code=${lookupCode}`);
  expect(status.body.attachments).toMatchObject([
    { attachmentId: proof, name: 'done.png', contentType: 'image/png', from: 'REPLY' },
  ]);
  const path = (id: string, code = lookupCode): string => `/public/petitions/${petitionNo}/attachments/${id}?code=${code}`;
  const got = await fetched(city.citizen, path(proof));
  expect([got.status, got.headers['x-content-type-options']]).toEqual([200, 'nosniff']);
  expect((await sharp(got.bytes).metadata()).format).toBe('png');
  for (const id of [inner, attachmentId, newKey(), 'x']) {
    expectProblem(await city.citizen.get(path(id)), { status: 404, code: 'attachment.not_found' });
  }
  expectProblem(await city.citizen.get(path(proof, 'AAAA-AAAA')), { status: 404, code: 'petition.not_found' });
});

describe('a file belongs to its case:', () => {
  let caseNo: string;
  let attachmentId: string;

  beforeAll(async () => {
    attachmentId = await uploaded(operator, '/attachments', { bytes: await photo() });
    const answer = await operator.post('/petitions', { ...pothole, attachmentIds: [attachmentId] });
    expect(answer.status).toBe(201);
    caseNo = answer.body.case.caseNo;
  });

  test('another agency finds neither the list nor the file, which looks to it as if it were not there', async () => {
    const stranger = await city.as('handler.ty-lib');
    expectProblem(await stranger.get(`/cases/${caseNo}/attachments`), { status: 404, code: 'case.not_found' });
    const refusals = await Promise.all(
      [attachmentId, newKey(), 'x', '%00'].map((id) =>
        stranger.get(`/files/${id}`).then(({ body: { requestId: _, ...rest } }) => rest),
      ),
    );
    for (const refused of refusals) expect(refused).toEqual({ ...refusals[0], code: 'attachment.not_found' });
    expect((await handler.get(`/files/${attachmentId}`)).status).toBe(200);
  });

  test('who is recused from the case does not get it any more', async () => {
    const { id } = (await handler.get('/auth/me')).body;
    const chief = await city.as('supervisor.ty-rmo');
    await chief.post(`/cases/${caseNo}/recuse`, { accountId: id, reason: '當事人' });
    expectProblem(await handler.get(`/files/${attachmentId}`), { status: 404, code: 'attachment.not_found' });
    await chief.post(`/cases/${caseNo}/lift-recusal`, { accountId: id, reason: '誤會' });
    expect((await handler.get(`/files/${attachmentId}`)).status).toBe(200);
  });

  test('that somebody had what a petitioner sent is recorded, once for each person and hour', async () => {
    const auditor = await city.as('auditor');
    const before = (await viewsOf(attachmentId)).length;
    await Promise.all(Array.from({ length: 4 }, () => auditor.get(`/files/${attachmentId}`)));
    expect((await viewsOf(attachmentId)).slice(before)).toEqual([{ name: (await auditor.get('/auth/me')).body.displayName }]);
    await city.advanceTo('2026-11-20T10:30:00+08:00');
    await auditor.get(`/files/${attachmentId}`);
    expect(await viewsOf(attachmentId)).toHaveLength(before + 2);
  });

  test('it goes with its petition into the case that answers for it', async () => {
    const photoOfIt = await uploaded(operator, '/attachments', { bytes: await photo() });
    const twin = (await operator.post('/petitions', { ...pothole, attachmentIds: [photoOfIt] })).body.case.caseNo as string;
    await (await city.as('dispatcher')).post(`/cases/${twin}/merge`, { intoCaseNo: caseNo, reason: '同一坑洞' });
    const ids = async (of: string): Promise<string[]> =>
      (await (await city.as('city')).get(`/cases/${of}/attachments`)).body.items.map(
        (item: { attachmentId: string }) => item.attachmentId,
      );
    expect(await ids(caseNo)).toEqual([attachmentId, photoOfIt]);
    expect(await ids(twin)).toEqual([photoOfIt]);
    expect((await handler.get(`/files/${photoOfIt}`)).status).toBe(200);
  });
});

describe('attachments of a reply that needs approval', () => {
  test('reach the citizen when it has been approved, those of one that was rejected never', async () => {
    const strict = await startTestApp({
      startsAt: '2026-11-20T09:00:00+08:00',
      replies: { approvals: [{ agencyCode: null, categoryCode: null, categoryGroup: null, levels: 1 }] },
    });
    const [writer, chief] = [await strict.as('handler.ty-tra'), await strict.as('supervisor.ty-tra')];
    const { petitionNo, lookupCode, case: of } = (await (await strict.as('operator')).post('/petitions', signalTiming)).body;
    await writer.post(`/cases/${of.caseNo}/accept`);
    const shown = async (): Promise<string[]> =>
      (await strict.citizen.get(`/public/petitions/${petitionNo}?code=${lookupCode}`)).body.attachments.map(
        ({ attachmentId }: { attachmentId: string }) => attachmentId,
      );
    const [bad, good] = [
      await uploaded(writer, '/attachments', { bytes: odt(), name: 'a.odt' }),
      await uploaded(writer, '/attachments', { bytes: odt(), name: 'b.odt' }),
    ];
    const handIn = (id: string) =>
      writer.post(`/cases/${of.caseNo}/submit-reply`, { text: '已調整', outcome: 'UPHELD', attachmentIds: [id] });
    expect((await handIn(bad)).body.status).toBe('PENDING_APPROVAL');
    await chief.post(`/cases/${of.caseNo}/reject-reply`, { note: '請補充' });
    await handIn(good);
    expect(await shown()).toEqual([]);
    expect((await chief.post(`/cases/${of.caseNo}/approve-reply`)).body.status).toBe('CLOSED');
    expect(await shown()).toEqual([good]);
    const got = await strict.citizen.get(`/public/petitions/${petitionNo}/attachments/${good}?code=${lookupCode}`);
    expect(got.headers['content-disposition']).toMatch(/^attachment; filename="b\.odt"/);
    await strict.close();
  });
});

test('a note, an answer to a question and a closing bring files too, a public note one for the citizen', async () => {
  const { petitionNo, lookupCode, case: of } = (await operator.post('/petitions', roadHogAtRmo)).body;
  const file = async (client: Client): Promise<string> => uploaded(client, '/attachments', { bytes: pdf(), name: 'x.pdf' });
  const [note, answer, closing] = [await file(handler), await file(operator), await file(handler)];
  await handler.post(`/cases/${of.caseNo}/accept`);
  await handler.post(`/cases/${of.caseNo}/note`, { text: '公告', public: true, attachmentIds: [note] });
  await handler.post(`/cases/${of.caseNo}/request-supplement`, { question: '在哪？', replyWithinDays: 3 });
  const answered = await operator.post(`/cases/${of.caseNo}/receive-supplement`, { text: '路口', attachmentIds: [answer] });
  expect(answered.status).toBe(200);
  const closed = await handler.post(`/cases/${of.caseNo}/close`, { reply: '完成', outcome: 'UPHELD', attachmentIds: [closing] });
  expect(closed.body.status).toBe('CLOSED');
  const items = (await handler.get(`/cases/${of.caseNo}/attachments`)).body.items as { from: string; public: boolean }[];
  expect(items.map((item) => [item.from, item.public])).toEqual([
    ['NOTE', true],
    ['SUPPLEMENT', false],
    ['REPLY', true],
  ]);
  const status = (await city.citizen.get(`/public/petitions/${petitionNo}?code=${lookupCode}`)).body;
  expect(status.attachments.map((each: { attachmentId: string }) => each.attachmentId)).toEqual([note, closing]);
});

const roadHogAtRmo = { ...pothole, subject: '另一個坑洞' };

test('many who bring files to one case at once all do', async () => {
  const { caseNo } = (await operator.post('/petitions', signalTiming)).body.case;
  const bytes = await photo();
  const clients = await Promise.all(['operator', 'dispatcher', 'city', 'handler.ty-tra'].map((name) => city.as(name)));
  const answers = await Promise.all(
    Array.from({ length: 12 }, async (_, i) => {
      const client = clients[i % clients.length]!;
      const id = await uploaded(client, '/attachments', { bytes });
      return client.post(`/cases/${caseNo}/note`, { text: `第${i}次`, attachmentIds: [id] });
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect((await operator.get(`/cases/${caseNo}/attachments`)).body.items).toHaveLength(12);
});

test('an upload that is sent again with its key is one upload, and leaves one file', async () => {
  const file = { bytes: await photo(), name: 'a.jpg' };
  const key = { 'idempotency-key': newKey() };
  const before = keptFiles(city).length;
  const first = await upload(operator, '/attachments', file, key);
  const again = await upload(operator, '/attachments', file, key);
  expect([again.status, again.body, again.headers['idempotent-replayed']]).toEqual([201, first.body, 'true']);
  expect(keptFiles(city)).toHaveLength(before + 1);
  const other = await upload(operator, '/attachments', { ...file, bytes: await photo(320, 200) }, key);
  expectProblem(other, { status: 422, code: 'idempotency.key_reused' });
});

test('a petition that is sent again with its key is answered again, though its files are used now', async () => {
  const id = await uploaded(city.citizen, '/public/attachments', { bytes: await photo() });
  const body = { ...asCitizen(roadHog), attachmentIds: [id] };
  const key = { 'idempotency-key': newKey() };
  const first = await city.citizen.post('/public/petitions', { ...body, petitioner: pothole.petitioner }, key);
  const again = await city.citizen.post('/public/petitions', { ...body, petitioner: pothole.petitioner }, key);
  expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
});
