import type { OpenAPIObject } from '@nestjs/swagger';

export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Components = NonNullable<OpenAPIObject['components']>;
type Schemas = NonNullable<Components['schemas']>;
type Responses = NonNullable<Components['responses']>;

/** A way in which a request is refused, and which requests may be. */
interface Refusal {
  readonly status: number;
  readonly name: string;
  readonly meaning: string;
  readonly retryAfter?: true;
  readonly concerns: (operation: Operation, path: string) => boolean;
}

/** Whether an operation has a parameter of that name. */
export const takes = (operation: Operation, name: string): boolean =>
  (operation.parameters ?? []).some((parameter) => 'name' in parameter && parameter.name === name);
const takesQuery = (operation: Operation): boolean =>
  (operation.parameters ?? []).some((parameter) => 'in' in parameter && parameter.in === 'query');
const takesBody = ({ requestBody }: Operation): boolean => requestBody !== undefined;
const isGuarded = ({ security }: Operation): boolean => security !== undefined;
const isSigned = (operation: Operation): boolean => (operation as { 'x-signed-by'?: string })['x-signed-by'] !== undefined;
const isSignIn = (_: Operation, path: string): boolean => path.endsWith('/auth/login');
const isForm = (operation: Operation): boolean => takes(operation, 'X-Challenge-Solution');
const isSurvey = (_: Operation, path: string): boolean => /\{token\}|\/survey-calls\/\{|\/voice-response\/surveys\/\{/.test(path);
const isContract = (_: Operation, path: string): boolean => path.startsWith('/api/');

const REFUSALS: readonly Refusal[] = [
  {
    status: 400,
    name: 'Malformed',
    meaning: 'Not JSON, not one JSON object, or a header or cursor that cannot be read',
    concerns: (operation) => takesBody(operation) || ['cursor', 'If-Match'].some((name) => takes(operation, name)),
  },
  {
    status: 401,
    name: 'NotSignedIn',
    meaning: 'Nobody is signed in, name and password are wrong, or a signature is',
    concerns: (operation, path) => isGuarded(operation) || isSigned(operation) || isSignIn(operation, path),
  },
  { status: 403, name: 'NotAllowed', meaning: 'The caller may not do this', concerns: isGuarded },
  {
    status: 404,
    name: 'NotFound',
    meaning: "Missing, or another agency's: the answer is the same",
    concerns: (_, path) => path.includes('{') || path.endsWith('/areas'),
  },
  {
    status: 409,
    name: 'Conflict',
    meaning: 'The state forbids it; for a case, `openCommands` names what it allows',
    concerns: (operation, path) =>
      takes(operation, 'If-Match') ||
      takes(operation, 'Idempotency-Key') ||
      /\/(approve|reject|resolve|claim|attempt)$/.test(path),
  },
  { status: 410, name: 'Gone', meaning: 'Used before, or too late', concerns: isSurvey },
  {
    status: 412,
    name: 'VersionMismatch',
    meaning: 'Somebody was faster: read again',
    concerns: (operation) => takes(operation, 'If-Match'),
  },
  { status: 413, name: 'TooLarge', meaning: 'The body is over the limit', concerns: takesBody },
  { status: 415, name: 'WrongType', meaning: 'The body is not `application/json`', concerns: takesBody },
  {
    status: 422,
    name: 'Invalid',
    meaning: 'Well formed but wrong; `errors` names every field',
    concerns: (operation) => takesBody(operation) || takesQuery(operation),
  },
  {
    status: 428,
    name: 'ChallengeRequired',
    meaning: 'Solve `challenge` and send its solution in `X-Challenge-Solution`',
    concerns: isForm,
  },
  {
    status: 429,
    name: 'TooMany',
    meaning: 'Too many requests or failures; try again later',
    retryAfter: true,
    concerns: isContract,
  },
  { status: 500, name: 'Failure', meaning: 'A mistake of the server; quote the request id', concerns: isContract },
  {
    status: 503,
    name: 'Unavailable',
    meaning: 'Something that is needed is away; try again later',
    retryAfter: true,
    concerns: (operation, path) => isContract(operation, path) || path === '/readyz',
  },
];

/** The refusals that a route may answer, as references to `REFUSAL_RESPONSES`. */
export const refusalsOf = (operation: Operation, path: string): Operation['responses'] =>
  Object.fromEntries(
    REFUSALS.filter(({ concerns }) => concerns(operation, path)).map(({ status, name }) => [
      String(status),
      { $ref: `#/components/responses/${name}` },
    ]),
  );

/** Every refusal, once. */
export const REFUSAL_RESPONSES: Responses = Object.fromEntries(
  REFUSALS.map(({ name, meaning, retryAfter }) => [
    name,
    {
      description: meaning,
      ...(retryAfter && { headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } } }),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]),
);

const text = (description: string): { type: string; description: string } => ({ type: 'string', description });

/** RFC 9457, and what this program adds to it. */
export const PROBLEM_SCHEMAS: Schemas = {
  FieldProblem: {
    type: 'object',
    required: ['field', 'code', 'message'],
    properties: {
      field: text('The path of the field, e.g. `petitioner.email`'),
      code: text('Stable, e.g. `field.required`'),
      message: text('For the reader, in the language asked for'),
    },
  },
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
    properties: {
      type: text('A URN made of the code'),
      title: text('In English'),
      status: { type: 'integer', description: 'The HTTP status' },
      code: text('Stable and dotted, e.g. `case.illegal_command`; the list is docs/generated/errors.md'),
      detail: text('In the language of `Accept-Language`: `zh-TW` (default) or `en`'),
      requestId: text('Also in `X-Request-Id`, and in the log'),
      errors: { type: 'array', items: { $ref: '#/components/schemas/FieldProblem' }, description: 'Every wrong field (422)' },
    },
    additionalProperties: true,
  },
};
