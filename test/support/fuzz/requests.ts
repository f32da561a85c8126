import fc from 'fast-check';
import { near, type Schema, strange, type Vocabulary } from './schema-values.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

/** One operation of the OpenAPI file. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Null: it takes none. */
  readonly body: Schema | null;
  /** What it takes beside JSON. */
  readonly mediaTypes: readonly string[];
}

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string;
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          { parameters?: readonly Parameter[]; requestBody?: { content: Readonly<Record<string, { schema: Schema }>> } }
        >
      >
    >
  >;
}

/** Every operation of a file, in its order. */
export const operationsOf = ({ paths }: Document): Operation[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema ?? null,
      mediaTypes: Object.keys(requestBody?.content ?? {}).filter((type) => type !== 'application/json'),
    })),
  );

/** JSON; of what JSON has no word for, nothing. */
const written = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));

/** Half a character cannot be written into an address at all. */
const inAddress = (value: unknown): string =>
  encodeURIComponent((typeof value === 'string' ? value : written(value)).toWellFormed());

/** Header values that HTTP lets through; what it does not, no client can send. */
const headerText = fc.stringMatching(/^[\x21-\x7e]{0,40}$/);

/** Requests for an operation: half of them as they should be, the others nearly so, some of another type or method. */
export const requestsFor = (operation: Operation, words: Omit<Vocabulary, 'slips'>): fc.Arbitrary<Request> =>
  fc.oneof(requests(operation, { ...words, slips: false }), requests(operation, { ...words, slips: true }));

function requests(operation: Operation, vocabulary: Vocabulary): fc.Arbitrary<Request> {
  const parts = {
    url: addresses(operation, vocabulary),
    headers: headers(operation, vocabulary),
    payload: payloads(operation, vocabulary),
    type: unless(vocabulary, 'application/json', [...OTHER_TYPES, ...operation.mediaTypes]),
    method: unless(vocabulary, operation.method, OTHER_METHODS),
  };
  return fc.record(parts).map(({ url, headers: given, payload, type, method }) => ({
    method,
    url,
    headers: payload === undefined ? given : { ...given, 'content-type': type },
    ...(payload === undefined ? {} : { payload }),
  }));
}

const OTHER_TYPES = ['text/plain', 'application/xml', 'application/json; charset=utf-16', 'multipart/form-data'];
const OTHER_METHODS = ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];

const unless = ({ slips }: Vocabulary, right: string, others: readonly string[]): fc.Arbitrary<string> =>
  slips ? fc.oneof({ weight: 20, arbitrary: fc.constant(right) }, fc.constantFrom(...others)) : fc.constant(right);

function addresses({ path, parameters }: Operation, vocabulary: Vocabulary): fc.Arbitrary<string> {
  const values = (place: string, valueOf: (schema: Schema, name: string) => fc.Arbitrary<unknown>) =>
    Object.fromEntries(
      parameters.filter((one) => one.in === place).map(({ name, schema }) => [name, valueOf(schema, name).map(inAddress)]),
    );
  const inPath = values('path', (schema, name) => near(schema, vocabulary, name));
  const inQuery = values('query', (schema, name) => fc.option(near(schema, vocabulary, name), { nil: undefined, freq: 2 }));
  const none = { weight: 8, arbitrary: fc.constant(null) };
  const stray = vocabulary.slips ? fc.oneof(none, fc.tuple(strange, strange)) : fc.constant(null);
  return fc.tuple(fc.record(inPath), fc.record(inQuery), stray).map(([own, query, more]) => {
    const pairs = Object.entries(query).filter(([, value]) => value !== 'undefined' && value !== '');
    if (more !== null) pairs.push([inAddress(more[0]), inAddress(more[1])]);
    const where = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => own[name] || '-');
    return pairs.length === 0 ? where : `${where}?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`;
  });
}

function headers({ parameters }: Operation, { known, slips }: Vocabulary): fc.Arbitrary<Record<string, string>> {
  if (!slips) return fc.constant({});
  const names = parameters.filter((one) => one.in === 'header').map(({ name }) => name.toLowerCase());
  const value = (name: string): fc.Arbitrary<string | undefined> =>
    fc.option(fc.oneof(headerText, fc.constantFrom(...((known[name] ?? ['"1"', '*']) as string[]))), { nil: undefined, freq: 3 });
  return fc
    .record(Object.fromEntries(names.map((name) => [name, value(name)])))
    .map((given) => Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined)) as Record<string, string>);
}

function payloads({ method, body }: Operation, vocabulary: Vocabulary): fc.Arbitrary<string | undefined> {
  if (method === 'GET' || method === 'DELETE') return fc.constant(undefined);
  const right = (body === null ? fc.constant({}) : near(body, vocabulary)).map(written);
  if (!vocabulary.slips) return right;
  const broken = fc.tuple(right, fc.nat(200)).map(([text, at]) => text.slice(0, at));
  return fc.oneof(
    { weight: 16, arbitrary: right },
    broken,
    strange.map((text) => text.toWellFormed()),
  );
}
