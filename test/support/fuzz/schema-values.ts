import fc from 'fast-check';

/** The parts of a schema of OpenAPI 3.0 that this project's file uses. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
}

/** Values that mean something to the server, by the name of the member or parameter that they stand for. */
export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

/** What values are made from: the named schemas of the file, and what is known. */
export interface Vocabulary {
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly known: KnownValues;
  /** Whether values are now and then what no schema allows, and members that must be there are not. */
  readonly slips: boolean;
}

/** Text as nobody types it: every kind of character, halves of characters included. */
export const strange = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('\ud800\u0000', '__proto__', '\u202e', '%00', "' OR 1=1 --", '../../etc/passwd', '=cmd|calc!A1', '{{7*7}}'),
  fc.nat(40).map((size) => '長'.repeat(size * 500)),
);

export const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  strange,
  fc.double(),
  fc.constantFrom('', 'null', '0', 1e308, -0, [], {}, null, true),
);

/** Values that a schema allows; with slips now and then, deep inside as well, one that it does not. */
export function near(schema: Schema, vocabulary: Vocabulary, name = ''): fc.Arbitrary<unknown> {
  const right = allowed(schema, vocabulary, name);
  const known = vocabulary.known[name] ?? [];
  const meant = known.length > 0 ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, right) : right;
  return vocabulary.slips ? fc.oneof({ weight: 12, arbitrary: meant }, anything) : meant;
}

function allowed(schema: Schema, vocabulary: Vocabulary, name: string): fc.Arbitrary<unknown> {
  const [first, ...rest] = [...(schema.allOf ?? []), ...(schema.oneOf ?? [])];
  if (first !== undefined) return fc.oneof(...[first, ...rest].map((one) => allowed(one, vocabulary, name)));
  if (schema.$ref !== undefined) return allowed(vocabulary.schemas[schema.$ref.split('/').at(-1)!]!, vocabulary, name);
  const value = schema.enum ? fc.constantFrom(...schema.enum) : ofType(schema, vocabulary, name);
  return schema.nullable === true ? fc.option(value, { freq: 8 }) : value;
}

const MAKERS: Readonly<Record<string, (schema: Schema, vocabulary: Vocabulary, name: string) => fc.Arbitrary<unknown>>> = {
  object,
  array: ({ items = {}, maxItems = 4 }, vocabulary, name) =>
    fc.array(near(items, vocabulary, name), { maxLength: Math.min(maxItems + 1, 12) }),
  boolean: () => fc.boolean(),
  integer,
  number: ({ minimum = -1_000, maximum = 1_000 }) => fc.double({ min: minimum, max: maximum }),
  string: text,
};

function ofType(schema: Schema, vocabulary: Vocabulary, name: string): fc.Arbitrary<unknown> {
  return MAKERS[schema.type ?? '']?.(schema, vocabulary, name) ?? anything;
}

/** Each member as it should be, something else, or not there; and there may be more. */
function object({ properties = {}, required = [], additionalProperties }: Schema, vocabulary: Vocabulary): fc.Arbitrary<unknown> {
  const members = Object.entries(properties).map(([name, schema]) => {
    const value = near(schema, vocabulary, name);
    if (!required.includes(name)) return [name, fc.option(value, { nil: undefined, freq: 2 })] as const;
    return [name, vocabulary.slips ? fc.option(value, { nil: undefined, freq: 20 }) : value] as const;
  });
  const of = typeof additionalProperties === 'object' ? near(additionalProperties, vocabulary) : anything;
  if (!vocabulary.slips) return fc.record(Object.fromEntries(members));
  const more = fc.oneof({ weight: 8, arbitrary: fc.constant({}) }, fc.dictionary(strange, of, { maxKeys: 2 }));
  return fc.tuple(fc.record(Object.fromEntries(members)), more).map(([own, extra]) => ({ ...extra, ...own }));
}

function integer({ minimum = 1, maximum = 100 }: Schema, { slips }: Vocabulary): fc.Arbitrary<number> {
  return slips ? fc.integer({ min: minimum - 2, max: maximum + 1 }) : fc.integer({ min: minimum, max: maximum });
}

function text({ format, minLength = 1, maxLength = 40 }: Schema, { slips }: Vocabulary): fc.Arbitrary<unknown> {
  if (format === 'date-time') return instants;
  if (format === 'date') return instants.map((instant) => instant.slice(0, 10));
  if (format === 'uuid') return fc.uuid();
  if (format === 'email') return fc.constantFrom('a@example.org', 'ｗ@example.org', 'a@b', 'x@example.org\r\nBcc: y@example.org');
  if (!slips) return fc.constant('路面坑洞，請修補'.slice(0, maxLength));
  return fc.oneof(
    fc.string({ unit: 'grapheme', minLength: Math.max(minLength - 1, 0), maxLength: Math.min(maxLength + 1, 4_100) }),
    strange,
  );
}

/** From the time before computers to the time after us; the seconds, zones and days are sometimes none. */
const instants = fc.oneof(
  fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }).map((at) => at.toISOString()),
  fc.constantFrom(
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '1912-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59Z',
    '2026-02-30T00:00:00+08:00',
    '2026-11-20T25:00:00Z',
    '2026-11-20',
  ),
);
