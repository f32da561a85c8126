import ts from 'typescript';
import { migratedConstraints } from './migrations.ts';
import { nodesOf, repeated, shippedSources, source, sourcesIn, textOf, type Source } from './sources.ts';

/**
 * What the database refuses because of what a user did, the user is told in words: every constraint is named in a `ConstraintErrors`
 * map (or in a constant `…_CONSTRAINT`, where the answer is not an error), or marked `-- internal` in its migration.
 */
function constraintProblems(migrations: readonly Source[], sources: readonly Source[]): string[] {
  const constraints = migratedConstraints(migrations);
  const answered = sources.flatMap(answeredBy);
  const known = constraints.map(({ name }) => name);
  return [
    ...constraints.flatMap(({ name, at, internal }) => {
      if (internal) return name !== null && answered.includes(name) ? [`${at} ${name} is marked internal and answered`] : [];
      if (name === null) return [`${at} has a constraint without a name`];
      return answered.includes(name) ? [] : [`${at} nobody tells the user about ${name}`];
    }),
    ...answered.filter((name) => !known.includes(name)).map((name) => `${name} is answered, but no migration makes it`),
    ...repeated(answered).map((name) => `${name} is answered twice`),
  ];
}

function answeredBy(file: Source): string[] {
  return [
    ...nodesOf(file, ts.isVariableDeclaration)
      .filter(({ type }) => type?.getText() === 'ConstraintErrors')
      .flatMap(({ initializer }) => keysOf(initializer)),
    ...nodesOf(file, ts.isSatisfiesExpression)
      .filter(({ type }) => type.getText() === 'ConstraintErrors')
      .flatMap(({ expression }) => keysOf(expression)),
    ...nodesOf(file, ts.isVariableDeclaration)
      .filter(({ name }) => /^[A-Z_]+_CONSTRAINT$/.test(name.getText()))
      .map(({ initializer }) => textOf(initializer) ?? '(not written out)'),
  ];
}

const keysOf = (map: ts.Node | undefined): string[] =>
  map && ts.isObjectLiteralExpression(map)
    ? map.properties.map(({ name }) => (name && ts.isStringLiteral(name) ? name.text : (name?.getText() ?? '(not written out)')))
    : [];

test('every constraint a user can hit has an answer', () => {
  expect(constraintProblems(sourcesIn(['migrations'], '.sql'), shippedSources())).toEqual([]);
});

describe('the law can fail', () => {
  const migration = (up: string): Source => source('migrations/1700000000000-a.sql', `-- up\n${up}\n-- down\nDROP TABLE t;\n`);
  const map = source(
    'src/modules/identity/account.repository.ts',
    `export const ACCOUNT_CONSTRAINTS: ConstraintErrors = { accounts_username_unique: UsernameTaken };`,
  );
  const named = 'username text CONSTRAINT accounts_username_unique UNIQUE';

  test.each([
    ['a named constraint nobody answers', `CREATE TABLE t (${named});`, 'nobody tells the user about accounts_username_unique'],
    ['a unique index nobody answers', 'CREATE UNIQUE INDEX one_lead ON t (a) WHERE b;', 'nobody tells the user about one_lead'],
    [
      'a check on two lines',
      'CREATE TABLE t (a int, CONSTRAINT a_positive\n CHECK (a > 0));',
      'nobody tells the user about a_positive',
    ],
    ['an unnamed unique rule', 'CREATE TABLE t (a text UNIQUE);', 'has a constraint without a name'],
    ['an unnamed check', 'CREATE TABLE t (a int CHECK (a > 0));', 'has a constraint without a name'],
    ['an unnamed reference', 'CREATE TABLE t (a uuid REFERENCES s (id));', 'has a constraint without a name'],
    ['an unnamed key', 'CREATE TABLE t (a uuid PRIMARY KEY);', 'has a constraint without a name'],
  ])('%s is named', (_, up, problem) => {
    expect(constraintProblems([migration(up)], [])).toEqual([`migrations/1700000000000-a.sql:2 ${problem}`]);
  });

  test('an answer to a constraint that is gone is named', () => {
    const later = source(
      'migrations/1800000000000-b.sql',
      '-- up\nALTER TABLE t DROP CONSTRAINT accounts_username_unique;\n-- down\n',
    );
    expect(constraintProblems([migration(`CREATE TABLE t (${named});`), later], [map])).toEqual([
      'accounts_username_unique is answered, but no migration makes it',
    ]);
  });

  test('an internal constraint with an answer is named', () => {
    expect(constraintProblems([migration(`CREATE TABLE t (\n${named} -- internal\n);`)], [map])).toEqual([
      'migrations/1700000000000-a.sql:3 accounts_username_unique is marked internal and answered',
    ]);
  });

  test('answered and internal constraints pass', () => {
    const up = `CREATE TABLE t (\nid uuid PRIMARY KEY, -- internal\n${named},\nCONSTRAINT t_s FOREIGN KEY (a) REFERENCES s (id), -- internal\nkind text\n);`;
    expect(constraintProblems([migration(up)], [map])).toEqual([]);
  });

  test('a constant that names a constraint counts as an answer', () => {
    const constant = source('src/platform/http/idempotency.ts', `export const KEY_CONSTRAINT = 'keys_pkey';`);
    expect(constraintProblems([migration('CREATE TABLE t (a text, CONSTRAINT keys_pkey PRIMARY KEY (a));')], [constant])).toEqual(
      [],
    );
  });

  test('a map checked by `satisfies` counts too', () => {
    const satisfied = source(
      'src/a.ts',
      'export const MAP = { accounts_username_unique: UsernameTaken } satisfies ConstraintErrors;',
    );
    expect(constraintProblems([migration(`CREATE TABLE t (${named});`)], [satisfied])).toEqual([]);
  });
});
