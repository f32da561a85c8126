import type { OpenAPIObject } from '@nestjs/swagger';
import { PERMISSIONS, type Permission } from '../../modules/identity/index.ts';
import { type Operation, PROBLEM_SCHEMAS, REFUSAL_RESPONSES, refusalsOf, takes } from './refusals.ts';

type Paths = OpenAPIObject['paths'];
type Schema = Exclude<NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string], { $ref: string }>;

/** The chapter of each path; the first that matches. */
const CHAPTERS: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/v1\/(auth|api-keys)\b/, 'Signing in'],
  [/^\/api\/v1\/(agencies|categories|areas)\b/, 'Reference data'],
  [/^\/api\/v1\/petitions\b/, 'Taking in'],
  [/^\/api\/v1\/public\b/, 'Citizens'],
  [/^\/api\/v1\/cases\b/, 'Cases'],
  [/^\/api\/v1\/routing\b/, 'Routing'],
  [/^\/api\/v1\/(survey|reopen-requests|voice-response)/, 'Surveys'],
  [/^\/api\/v1\/dev\b/, 'Simulated clock'],
  [/^\/api\/v1\//, 'Supervision'],
  [/^\//, 'Operations'],
];

/** Adds to a document what follows from the house's rules, and puts it into an order that no build changes. */
export function finish(document: OpenAPIObject): OpenAPIObject {
  const { paths, components, ...head } = document;
  const schemas = { ...components?.schemas, ...PROBLEM_SCHEMAS };
  return {
    ...head,
    tags: CHAPTERS.map(([, name]) => ({ name })),
    paths: mapOperations(sorted(paths), finishOperation),
    components: {
      ...components,
      responses: REFUSAL_RESPONSES,
      schemas: sorted(mapValues(schemas as Record<string, Schema>, finishSchema)),
    },
  };
}

function finishOperation(operation: Operation, path: string): Operation {
  const permission = (operation as { 'x-permission'?: Permission })['x-permission'];
  return {
    ...operation,
    tags: [CHAPTERS.find(([pattern]) => pattern.test(path))![1]],
    ...(permission && { description: `Asks for \`${permission}\`: ${Object.keys(PERMISSIONS[permission]).join(', ')}.` }),
    responses: { ...answersOf(operation), ...refusalsOf(operation, path) },
  };
}

const MEANING: Readonly<Record<string, string>> = { 200: 'Done', 201: 'Made', 204: 'Done; there is nothing to say' };
const ETAG = { ETag: { description: 'The version, for `If-Match`', schema: { type: 'string' } } };
const REPLAYED = { 'Idempotent-Replayed': { description: '`true` when this was answered before', schema: { type: 'string' } } };

/** What is answered when nothing is refused. A case comes with its version, what a key was sent for with whether it is new. */
const answersOf = (operation: Operation): Operation['responses'] =>
  Object.fromEntries(
    Object.entries(operation.responses).map(([status, response]) => {
      const answersCase = JSON.stringify(response).includes('{"schema":{"$ref":"#/components/schemas/CaseView"}}');
      const headers = { ...(answersCase && ETAG), ...(takes(operation, 'Idempotency-Key') && REPLAYED) };
      const described = { ...response, description: MEANING[status] ?? '' };
      return [status, Object.keys(headers).length === 0 ? described : { ...described, headers }];
    }),
  );

function finishSchema(schema: Schema): Schema {
  if (schema.properties === undefined) return schema;
  const properties = Object.entries(schema.properties).map(([name, property]) => [
    name,
    '$ref' in property ? property : finishProperty(name, property),
  ]);
  return { ...schema, properties: Object.fromEntries(properties) as NonNullable<Schema['properties']> };
}

/** An instant is called `…At`. The words of a union come from the compiler in whatever order it met them. */
function finishProperty(name: string, property: Schema): Schema {
  const { items } = property;
  return {
    ...property,
    ...(property.type === 'string' && /(^at|At)$/.test(name) && { format: 'date-time' }),
    ...(property.enum && { enum: finishEnum(property.enum, property.nullable === true) }),
    ...(items && !('$ref' in items) && items.enum && { items: { ...items, enum: finishEnum(items.enum, false) } }),
  };
}

const finishEnum = (words: readonly unknown[], nullable: boolean): unknown[] => [
  ...[...words].sort(),
  ...(nullable ? [null] : []),
];

function mapOperations(paths: Paths, change: (operation: Operation, path: string) => Operation): Paths {
  const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      {
        ...item,
        ...Object.fromEntries(methods.flatMap((method) => (item[method] ? [[method, change(item[method], path)]] : []))),
      },
    ]),
  );
}

const sorted = <T>(map: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));

const mapValues = <T>(map: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
