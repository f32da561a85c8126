import { DormantAccounts } from '../../src/modules/identity/index.ts';
import { sql } from '../../src/platform/database/index.ts';
import { type Arrived, CHOSEN, HANDLER, Newcomers } from '../support/newcomers.ts';
import { expectProblem } from '../support/problem.ts';
import { type Client, startTestApp, type TestApp } from '../support/test-app.ts';

let city: TestApp;
let newcomers: Newcomers;
let admin: Client;
let other: Arrived;

beforeEach(async () => {
  city = await startTestApp({ startsAt: '2026-11-18T09:00:00+08:00' });
  newcomers = new Newcomers(city);
  admin = await city.as('admin');
  other = await newcomers.administrator();
});

afterEach(() => city.close());

/** What the heartbeat does, when so many days have passed. */
async function daysLater(days: number): Promise<void> {
  city.clock.advanceTo(new Date(city.clock.now().getTime() + days * 24 * 3_600_000));
  await city.app.get(DormantAccounts).run();
}

const show = async (id: string) => (await admin.get(`/accounts/${id}`)).body;
const disabledBy = (id: string): Promise<object[]> =>
  city.rows(sql`
    SELECT f.actor_kind AS kind, f.data ->> 'ground' AS ground
    FROM facts f
    WHERE f.subject_id = ${id} AND f.type = 'account.disabled' ORDER BY f.seq`);

test('an account that nobody signs in to for ninety days is disabled, those of a demonstration are not', async () => {
  const { id, username, client } = await newcomers.arrived();
  await daysLater(89);
  expect((await show(id)).state).toBe('ACTIVE');
  await daysLater(1);
  expect(await show(id)).toMatchObject({ state: 'DISABLED', disabledGround: 'IDLE' });
  expect(await disabledBy(id)).toEqual([{ kind: 'SYSTEM', ground: 'IDLE' }]);
  expectProblem(await client.get('/auth/me'), { status: 401, code: 'auth.required' });
  expect((await admin.get('/accounts?role=OPERATOR')).body.items[0].state).toBe('ACTIVE');

  await admin.post(`/accounts/${id}/enable`, { reason: '留職停薪期滿' });
  await daysLater(1); // idleness counts from when it was enabled
  expect((await show(id)).state).toBe('ACTIVE');
  expect((await city.citizen.post('/auth/login', { username, password: CHOSEN })).status).toBe(200);
});

test('whoever signs in has another ninety days', async () => {
  const { id, username } = await newcomers.arrived();
  await daysLater(60);
  await city.signIn(username, CHOSEN);
  await daysLater(89);
  expect((await show(id)).state).toBe('ACTIVE');
  await daysLater(1);
  expect((await show(id)).state).toBe('DISABLED');
});

test('an account that was approved and never used counts from its approval', async () => {
  const { id } = (await newcomers.request()).body;
  await daysLater(100); // nobody decided: it is nobody's, and does not end
  expect((await show(id)).state).toBe('REQUESTED');
  await admin.post(`/accounts/${id as string}/approve`);
  await daysLater(89);
  expect((await show(id)).state).toBe('ACTIVE');
  await daysLater(1);
  expect((await show(id)).disabledGround).toBe('IDLE');
});

test('a temporary account is closed from the first minute after its last day, and disabled by the next round', async () => {
  const { id, username, client } = await newcomers.arrived({ expiresOn: '2026-11-20' });
  await city.advanceTo('2026-11-20T23:59:00+08:00');
  expect((await client.get('/cases')).status).toBe(200);
  await city.advanceTo('2026-11-21T00:00:00+08:00');
  expectProblem(await client.get('/cases'), { status: 401, code: 'auth.required' });
  expectProblem(await city.citizen.post('/auth/login', { username, password: CHOSEN }), {
    status: 401,
    code: 'auth.bad_credentials',
  });
  await daysLater(0);
  expect(await show(id)).toMatchObject({ state: 'DISABLED', disabledGround: 'EXPIRED', expiresOn: '2026-11-20' });
  expectProblem(await admin.post(`/accounts/${id}/enable`, { reason: '延長' }), { status: 409, code: 'account.outlived' });
  await admin.put(`/accounts/${id}`, { ...HANDLER, expiresOn: '2026-12-31' });
  expect((await admin.post(`/accounts/${id}/enable`, { reason: '延長' })).body).toMatchObject({
    state: 'ACTIVE',
    expiresOn: '2026-12-31',
  });
  expect((await city.citizen.post('/auth/login', { username, password: CHOSEN })).status).toBe(200);
});

test('the holder is told a week before, once', async () => {
  const email = 'soon@example.gov.tw';
  await newcomers.approved({ email, expiresOn: '2026-11-30' });
  const told = async (): Promise<number> =>
    (await city.templatesTo(email)).filter((template) => template === 'account-expiring').length;
  await daysLater(5);
  expect(await told()).toBe(0);
  await daysLater(1);
  await daysLater(1);
  expect(await told()).toBe(1);
  const letter = await city.letterTo(email, 'account-expiring');
  expect(letter.body).toContain('臨時帳號使用期限屆滿');
  expect(letter.body).toContain('2026');
});

test('the last administrator stays, however long nobody has seen them', async () => {
  const { id } = (await admin.get('/auth/me')).body;
  await other.client.post(`/accounts/${id as string}/disable`, { reason: '調職' });
  await daysLater(1_000);
  const [row] = await city.rows<{ disabled: boolean }>(sql`
    SELECT a.disabled_at IS NOT NULL AS disabled FROM accounts a WHERE a.id = ${other.id}`);
  expect(row).toEqual({ disabled: false });
});
