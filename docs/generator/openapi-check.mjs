/**
 * What makes an OpenAPI document useless though the library wrote it without complaint. Not a validator of the whole specification.
 *
 * @returns one line for each thing that is wrong
 */
export function openApiProblems(document) {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, operation, name: `${method.toUpperCase()} ${path}` })),
  );
  return [
    ...operations.flatMap(({ path, operation, name }) =>
      operationProblems(path, operation).map((problem) => `${name} ${problem}`),
    ),
    ...repeated(operations.map(({ operation }) => operation.operationId)).map((id) => `${id} names two operations`),
    ...[...references(document)].filter((path) => !resolves(document, path)).map((path) => `${path} leads nowhere`),
    ...unusedSchemas(document).map((name) => `nothing uses the schema ${name}`),
    ...Object.entries(document.components.schemas)
      .filter(
        ([, schema]) =>
          schema.type === 'object' && !schema.additionalProperties && Object.keys(schema.properties ?? {}).length === 0,
      )
      .map(([name]) => `the schema ${name} is empty`),
  ];
}

function operationProblems(path, { summary, tags, parameters = [], responses, requestBody, ...operation }) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  const documented = parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ name }) => name)
    .sort();
  const guarded = operation['x-permission'] !== undefined;
  const answers = Object.entries(responses).filter(([status]) => status.startsWith('2') || status === '302');
  return [
    ...(summary ? [] : ['has no summary: write a comment above the route']),
    ...(tags?.length === 1 ? [] : ['is in no chapter']),
    ...(inPath.join() === documented.join() ? [] : ['does not document the parameters of its path']),
    ...(guarded === (operation.security !== undefined) ? [] : ['has a permission without security, or the other way round']),
    ...(answers.length === 1 ? [] : ['does not have one answer']),
    ...answers
      .filter(([status, answer]) => !WITHOUT_BODY.includes(status) && !hasSchema(answer))
      .map(() => 'answers without a schema'),
    ...(requestBody === undefined || hasSchema(requestBody) ? [] : ['takes a body without a schema']),
    ...parameters.filter(({ schema }) => schema === undefined).map(({ name }) => `has the parameter ${name} without a schema`),
  ];
}

const WITHOUT_BODY = ['204', '302'];

const hasSchema = ({ content = {} }) => {
  const bodies = Object.values(content);
  return bodies.length > 0 && bodies.every(({ schema }) => schema !== undefined && Object.keys(schema).length > 0);
};

const repeated = (names) => [...new Set(names.filter((name, i) => names.indexOf(name) < i))];

function* references(node) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.$ref === 'string') yield node.$ref;
  for (const child of Object.values(node)) yield* references(child);
}

const resolves = (document, path) =>
  path.startsWith('#/') &&
  path
    .slice(2)
    .split('/')
    .reduce((node, key) => node?.[key], document) !== undefined;

function unusedSchemas(document) {
  const used = new Set(references(document));
  return Object.keys(document.components.schemas).filter((name) => !used.has(`#/components/schemas/${name}`));
}
