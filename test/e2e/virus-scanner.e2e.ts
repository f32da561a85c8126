import { type ClamDaemon, EICAR, startClamDaemon } from '../support/clam-daemon.ts';
import { expectNothingKept } from '../support/kept-files.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { pdf, photo, upload } from '../support/uploads.ts';

let daemon: ClamDaemon;
let city: TestApp;

beforeAll(async () => {
  daemon = await startClamDaemon();
  city = await startTestApp({ environment: { CLAMAV_URL: daemon.url } });
});

afterAll(async () => {
  await city.close();
  await daemon.stop();
});

test('where a scanner is set, every file is scanned as it was sent; what it finds is refused, and while it is away nothing is taken', async () => {
  const sent = await photo();
  expect((await upload(city.citizen, '/public/attachments', { bytes: sent })).status).toBe(201);
  expect(daemon.scanned).toEqual([sent.length]);
  await expectNothingKept(city, async () => {
    const infected = await upload(city.citizen, '/public/attachments', { bytes: Buffer.concat([pdf(), EICAR]) });
    expect([infected.status, infected.body.code]).toEqual([422, 'attachment.infected']);
    await daemon.stop();
    const unscanned = await upload(city.citizen, '/public/attachments', { bytes: sent });
    expect([unscanned.status, unscanned.body.code]).toEqual([503, 'attachment.not_scanned']);
    expect(unscanned.headers['retry-after']).toBe('5');
  });
});
