import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { pothole, signalTiming } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { rowCounts } from '../support/row-counts.ts';
import { pdf, uploaded } from '../support/uploads.ts';
import { newKey, startTestApp, type TestApp } from '../support/test-app.ts';

/** The statements that the driver sends on behalf of one request, and of what that request sets going. */
const sent = new AsyncLocalStorage<string[]>();
const { query } = pg.Client.prototype as { query: (...args: unknown[]) => unknown };

let city: TestApp;

beforeAll(async () => {
  (pg.Client.prototype as { query: typeof query }).query = function (this: pg.Client, ...args) {
    const [statement] = args as [string | { readonly text?: string }];
    sent.getStore()?.push((typeof statement === 'string' ? statement : (statement.text ?? '')).replaceAll(/\s+/g, ' ').trim());
    return query.apply(this, args);
  };
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
});

afterAll(async () => {
  (pg.Client.prototype as { query: typeof query }).query = query;
  await city.close();
});

test('a petition and all that follows from it is one statement, one round trip', async () => {
  const operator = await city.as('operator');
  await operator.post('/petitions', pothole); // signed in, numbers at hand
  for (const body of [pothole, signalTiming]) {
    const statements: string[] = [];
    const answer = await sent.run(statements, () => operator.post('/petitions', body, { 'idempotency-key': newKey() }));
    expect(answer.status).toBe(201);
    const until = statements.findIndex((text) => text.includes('INSERT INTO petitions'));
    expect(statements.slice(0, until)).toEqual([]); // no BEGIN, no look at anything
    for (const table of [
      'petitioners',
      'cases',
      'assignments',
      'routing_decisions',
      'deadlines',
      'clock_entries',
      'facts',
      'idempotency_keys',
    ])
      expect(statements[0]).toContain(`INSERT INTO ${table} `);
    // What comes after it is the relay that was woken, never more of the petition.
    expect(statements.slice(1).filter((text) => /INSERT INTO (?!bullmq)|cases|petitions/.test(text))).toEqual([]);
  }
});

test('its files cost one look at whether they may be used, and are linked by that statement', async () => {
  const operator = await city.as('operator');
  const attachmentIds = [await uploaded(operator, '/attachments', { bytes: pdf() })];
  const statements: string[] = [];
  const answer = await sent.run(statements, () => operator.post('/petitions', { ...signalTiming, attachmentIds }));
  expect(answer.status).toBe(201);
  const [look, write] = statements;
  expect(look).toMatch(/^SELECT .* FROM attachments a WHERE/);
  for (const table of ['petitions', 'cases', 'attachment_links', 'facts']) expect(write).toContain(`INSERT INTO ${table} `);
});

test('what cannot be written whole is not written at all', async () => {
  const operator = await city.as('operator');
  await operator.post('/petitions', { ...signalTiming, externalId: 'UN-1' });
  await city.drain();
  const before = await rowCounts(city);
  for (const body of [signalTiming, pothole]) {
    const refused = await operator.post('/petitions', { ...body, externalId: 'UN-1' }, { 'idempotency-key': newKey() });
    expectProblem(refused, { status: 409, code: 'petition.external_id_taken' });
  }
  await city.drain();
  expect(await rowCounts(city)).toEqual(before);
});
