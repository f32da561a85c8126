import { sql } from '../../src/platform/database/index.ts';
import { Newcomers } from '../support/newcomers.ts';
import { expectProblem } from '../support/problem.ts';
import { Client, newKey, startTestApp, type TestApp } from '../support/test-app.ts';

const SECONDS_BELIEVED = 6_000;
const NOT_SIGNED_IN = { status: 401, code: 'auth.required' };

let city: TestApp;
let newcomers: Newcomers;
let admin: Client;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  newcomers = new Newcomers(city);
  admin = await city.as('admin');
});

afterAll(() => city.close());

const later = (): void => city.clock.advanceTo(new Date(city.clock.now().getTime() + SECONDS_BELIEVED));

/** A program for which somebody answers. */
async function machineOf(ownerId: string): Promise<Client> {
  const wish = { name: newKey(), scopes: ['case.read'], expiresAt: '2027-06-01T00:00:00+08:00', ownerId };
  const { status, body } = await admin.post('/api-keys', wish);
  expect(status).toBe(201);
  const machine = new Client(city.app, { 'x-api-key': body.key as string });
  expect((await machine.get('/cases')).status).toBe(200);
  return machine;
}

const sayings = (answer: { body: { requestId?: string } }): object => ({ ...answer.body, requestId: null });

test('a key is worth nothing while the account of who answers for it is disabled, and something again when it is enabled', async () => {
  const owner = await newcomers.arrived();
  const other = await newcomers.arrived();
  const [machine, another] = [await machineOf(owner.id), await machineOf(other.id)];
  expect((await admin.post(`/accounts/${owner.id}/disable`, { reason: '離職' })).status).toBe(200);
  later();
  const refused = await machine.get('/cases');
  expectProblem(refused, NOT_SIGNED_IN);
  expect(sayings(refused)).toEqual(sayings(await new Client(city.app, { 'x-api-key': 'x' }).get('/cases')));
  expect((await another.get('/cases')).status).toBe(200);
  expect((await admin.post(`/accounts/${owner.id}/enable`, { reason: '復職' })).status).toBe(200);
  expect((await machine.get('/cases')).status).toBe(200);
});

test('nor after the last day of a temporary account, from its first moment on', async () => {
  const owner = await newcomers.arrived({ expiresOn: '2026-11-21' });
  const machine = await machineOf(owner.id);
  city.clock.advanceTo(new Date('2026-11-21T23:59:50+08:00'));
  expect((await machine.get('/cases')).status).toBe(200);
  city.clock.advanceTo(new Date('2026-11-22T00:00:00+08:00'));
  later();
  const [{ open }] = (await city.rows<{ open: boolean }>(sql`
    SELECT a.disabled_at IS NULL AS open FROM accounts a WHERE a.id = ${owner.id}`)) as [{ open: boolean }];
  expect(open).toBe(true); // nobody has swept up yet
  expectProblem(await machine.get('/cases'), NOT_SIGNED_IN);
});

test('nobody answers for a key whose account is over', async () => {
  const [gone, over] = [await newcomers.arrived(), await newcomers.arrived({ expiresOn: '2026-11-23' })];
  await admin.post(`/accounts/${gone.id}/disable`, { reason: '離職' });
  city.clock.advanceTo(new Date('2026-11-24T00:00:00+08:00'));
  for (const ownerId of [gone.id, over.id, '00000000-0000-4000-8000-000000000000']) {
    const refused = await admin.post('/api-keys', {
      name: newKey(),
      scopes: ['case.read'],
      expiresAt: '2027-06-01T00:00:00+08:00',
      ownerId,
    });
    expectProblem(refused, { status: 422, code: 'input.invalid', fields: { ownerId: 'account.not_found' } });
  }
});
