import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationsOf } from '../support/fuzz/requests.ts';
import type { Schema } from '../support/fuzz/schema-values.ts';
import { pothole } from '../support/petition-bodies.ts';
import { expectProblem } from '../support/problem.ts';
import { type Answer, startTestApp, type TestApp } from '../support/test-app.ts';

/** Days that are written as days are, and that no office ever counts with. */
const FAR = ['0000-01-01', '0001-01-01', '0999-12-31', '9999-12-31'];
const WHO = ['operator', 'dispatcher', 'handler.ty-rmo', 'supervisor.ty-rmo', 'city', 'admin', 'auditor'];
const NOBODYS = '00000000-0000-4000-8000-000000000000';

const file = JSON.parse(readFileSync(join(__dirname, '../../docs/generated/openapi.json'), 'utf8'));

/** One field of a route, in which a day or an instant is written. */
interface Place {
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly inBody: boolean;
  readonly instant: boolean;
}

const formatsOf = (schema: Schema): readonly (string | undefined)[] => [
  schema.format,
  ...(schema.oneOf ?? []).flatMap(formatsOf),
];
const named = (schema: Schema | null): Schema =>
  schema?.$ref ? file.components.schemas[schema.$ref.split('/').at(-1)!] : (schema ?? {});

const places: readonly Place[] = operationsOf(file).flatMap(({ method, path, parameters, body }) => {
  const inQuery = parameters.map(({ name, schema }) => ({ name, schema, inBody: false }));
  const inBody = Object.entries(named(body).properties ?? {}).map(([name, schema]) => ({ name, schema, inBody: true }));
  return [...inQuery, ...inBody].flatMap(({ schema, ...field }) => {
    const formats = formatsOf(schema);
    if (!formats.includes('date') && !formats.includes('date-time')) return [];
    return [{ method, path, ...field, instant: !formats.includes('date') }];
  });
});

let city: TestApp;
let caseNo: string;

beforeAll(async () => {
  city = await startTestApp({ startsAt: '2026-11-20T09:00:00+08:00' });
  caseNo = (await (await city.as('operator')).post('/petitions', pothole)).body.case.caseNo;
});

afterAll(() => city.close());

/** As the first who may ask at all. */
async function write({ method, path, name, inBody }: Place, value: string): Promise<Answer> {
  const at = path.replace('{caseNo}', caseNo).replaceAll(/\{\w+\}/g, NOBODYS);
  const headers = { 'idempotency-key': 'far', ...(inBody ? { 'content-type': 'application/json' } : {}) };
  const request = inBody
    ? { url: at, payload: JSON.stringify({ [name]: value }) }
    : { url: `${at}?${name}=${encodeURIComponent(value)}` };
  let answer: Answer | undefined;
  for (const who of WHO) {
    const client = await city.as(who);
    answer = await client.send({ method: method, ...request, headers: { ...client.credentials, ...headers } });
    if (![401, 403].includes(answer.status)) break;
  }
  return answer!;
}

test('there are fields to look at', () => {
  expect(places.length).toBeGreaterThan(15);
});

test.each(places)('$method $path refuses a $name of another age', async (place) => {
  for (const day of FAR) {
    const answer = await write(place, place.instant ? `${day}T00:00:00Z` : day);
    expectProblem(answer, { status: 422, code: 'input.invalid' });
    expect(answer.body.errors).toContainEqual(
      expect.objectContaining({ field: place.name, code: expect.stringMatching(/^field\.(?:day|instant)/) }),
    );
  }
});
