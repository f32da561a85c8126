import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parameters of one request, by name. */
export type ListQuery = Readonly<Record<string, string>>;

interface Schema {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}
interface Contract {
  readonly paths: Readonly<Record<string, { readonly get?: { readonly parameters?: readonly Parameter[] } }>>;
}

const OPENAPI = join(__dirname, '../../docs/generated/openapi.json');
const contract = JSON.parse(readFileSync(OPENAPI, 'utf8')) as Contract;

const parametersOf = (route: string): readonly Parameter[] => {
  const path = route.replace('GET ', '');
  const of = contract.paths[`/api/v1${path}`] ?? contract.paths[path];
  return (of?.get?.parameters ?? []).filter((parameter) => parameter.in === 'query');
};

/** Of a page, not of what is on it. */
const OF_A_PAGE = ['limit', 'cursor', 'count'];
/** What decides which cases are looked at, and how: each with each of the others. */
const CROSSED = ['approval', 'access', 'sort', 'q'];

/** What a route is asked with in any case: the whole list, and how long it is. */
function always(route: string, values: Values): ListQuery {
  const parameters = parametersOf(route);
  const whole: ListQuery = parameters.some(({ name }) => name === 'count') ? { limit: '200', count: 'true' } : {};
  const required = parameters.filter(({ required: is }) => is === true).map((each) => [each.name, valuesOf(each, values)[0]!]);
  return { ...whole, ...(Object.fromEntries(required) as ListQuery) };
}

/** Values for the parameters that the contract leaves open. */
export type Values = Readonly<Record<string, readonly string[]>>;

function valuesOf({ name, schema }: Parameter, values: Values): readonly string[] {
  if (schema.items?.enum !== undefined) return [schema.items.enum.join()];
  const known = schema.type === 'boolean' ? ['true', 'false'] : (schema.enum ?? values[name]);
  if (known === undefined) throw new Error(`nobody has thought about asking a list by ${name}`);
  return known;
}

/**
 * The plain list; the list by each value of each parameter that its route takes; and by two of those that decide what it shows, where of what
 * can be searched for the first two stand for the rest.
 */
export function queriesOf(route: string, values: Values): ListQuery[] {
  const base = always(route, values);
  const open = parametersOf(route).filter(({ name }) => !OF_A_PAGE.includes(name));
  const single = open.flatMap((each) => valuesOf(each, values).map((value): ListQuery => ({ [each.name]: value })));
  const crossed = open
    .filter(({ name }) => CROSSED.includes(name))
    .flatMap((each) => {
      const known = valuesOf(each, values);
      return (each.schema.enum === undefined ? known.slice(0, 2) : known).map((value): ListQuery => ({ [each.name]: value }));
    });
  const pairs = crossed.flatMap((one, at) =>
    crossed.slice(at + 1).flatMap((other) => (Object.keys(one)[0] === Object.keys(other)[0] ? [] : [{ ...one, ...other }])),
  );
  return [{}, ...single, ...pairs].map((query) => ({ ...base, ...query }));
}

/** Only as it is usually asked. */
export const plainQueryOf = (route: string, values: Values): ListQuery => always(route, values);
