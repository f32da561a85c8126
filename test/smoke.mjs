/* global fetch */
/**
 * One petition's journey through a running server, told over HTTP only: taken in by the operator, sent to an agency, accepted, closed,
 * seen as closed by the citizen, and the citizen told.
 *
 *   node test/smoke.mjs http://127.0.0.1:3000 <password of the demonstration accounts>
 *
 * Needs a server on the embedded default with the Taoyuan pack; leaves one closed case behind. Prints one line per step and ends with
 * code 1 at the first that is not as it must be.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_MS = 120_000;
const MESSAGE_MS = 30_000;
const POLL_MS = 100;
const EMAIL = `smoke-${randomUUID()}@example.org`;

const PETITION = {
  channel: 'HOTLINE',
  categoryCode: 'RD-001',
  subject: '中正路路面坑洞',
  description: '中壢區中正路100號前有一個大坑洞，機車剛剛摔倒',
  location: { lat: 24.957, lng: 121.225, address: '桃園市中壢區中正路100號' },
  petitioner: { name: '王小明', phone: '0912-345-678', email: EMAIL, preferredContact: 'EMAIL' },
};

const [server, password] = process.argv.slice(2);
if (!server || !password) throw new Error('usage: node test/smoke.mjs <address of the server> <password>');

await step('the server is ready', () => eventually(READY_MS, async () => (await fetch(`${server}/readyz`)).status === 200));
const operator = await step('the operator signs in', () => signIn('operator'));
const registered = await step('a petition is taken in and dispatched', takeIn);
const { caseNo, leadAgency } = registered.case;
const handler = await step(`a handler of ${leadAgency.code} signs in`, () => signIn(`handler.${leadAgency.code.toLowerCase()}`));
await step('the handler accepts the case', () => command('accept', {}, 'IN_PROGRESS'));
await step('the handler closes the case', () =>
  command('close', { outcome: 'UPHELD', reply: '已於今日上午修補完成。' }, 'CLOSED'),
);
await step('the citizen sees the case closed', citizenSeesIt);
await step('the citizen is told of the receipt and of the result', citizenIsTold);
await step('the process tells of itself', processTells);
console.log(`the journey of ${registered.petitionNo} is complete`);

async function step(name, work) {
  const started = performance.now();
  const result = await work();
  console.log(`ok  ${name} (${Math.round(performance.now() - started)} ms)`);
  return result;
}

async function signIn(username) {
  const { token } = await request(200, 'POST', '/auth/login', { body: { username, password } });
  return token;
}

async function takeIn() {
  const headers = { 'idempotency-key': randomUUID() };
  const answer = await request(201, 'POST', '/petitions', { body: PETITION, token: operator, headers });
  assert.equal(answer.case.status, 'DISPATCHED');
  assert.equal(answer.routing.outcome, 'DISPATCHED');
  assert.ok(answer.routing.reasons.length > 0, 'the decision has no reasons');
  return answer;
}

async function command(name, body, status) {
  const answer = await request(200, 'POST', `/cases/${caseNo}/${name}`, { body, token: handler });
  assert.equal(answer.status, status);
}

async function citizenSeesIt() {
  const { petitionNo, lookupCode } = registered;
  const answer = await request(200, 'GET', `/public/petitions/${petitionNo}?code=${lookupCode}`);
  assert.equal(answer.status, 'CLOSED');
  assert.match(JSON.stringify(answer.replies), /修補完成/);
}

async function citizenIsTold() {
  const admin = await signIn('admin');
  await eventually(MESSAGE_MS, async () => {
    const { items } = await request(200, 'GET', `/outbox?to=${encodeURIComponent(EMAIL)}`, { token: admin });
    const templates = items.map(({ template }) => template);
    return templates.includes('acknowledgement') && templates.includes('reply');
  });
}

/** One request to the interface. @returns the body of the answer; fails when its status is another than expected */
async function processTells() {
  const text = await (await fetch(`${server}/metrics`)).text();
  for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds'])
    assert.match(text, new RegExp(`^${name} \\d`, 'm'));
}

async function request(expected, method, path, { body, token, headers = {} } = {}) {
  const response = await fetch(`${server}/api/v1${path}`, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  assert.equal(response.status, expected, `${method} ${path} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

async function eventually(milliseconds, holds) {
  for (let waited = 0; waited < milliseconds; waited += POLL_MS) {
    if (await holds().catch(() => false)) return;
    await sleep(POLL_MS);
  }
  assert.fail(`not so within ${milliseconds / 1000} s`);
}
