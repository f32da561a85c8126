import ts from 'typescript';
import { migratedTables } from './migrations.ts';
import { decoratorsOf, nodesOf, ownerOf, shippedSources, source, sourcesIn, textOf, type Source } from './sources.ts';
import { sqlTextsIn, tablesWrittenBy } from './sql-texts.ts';

/** Table → the module (or `platform`) whose entity describes it. */
const ownersOf = (sources: readonly Source[]): ReadonlyMap<string, string> =>
  new Map(sources.flatMap((file) => entitiesIn(file).map((table): [string, string] => [table, ownerOf(file.path)])));

function entitiesIn(file: Source): string[] {
  return nodesOf(file, ts.isClassDeclaration)
    .flatMap(decoratorsOf)
    .filter(({ name }) => name === 'Entity')
    .map(({ args: [first] }) => textOf(first) ?? textOf(nameIn(first)) ?? '(unnamed)');
}

function nameIn(options: ts.Expression | undefined): ts.Expression | undefined {
  if (!options || !ts.isObjectLiteralExpression(options)) return undefined;
  return options.properties.filter(ts.isPropertyAssignment).find((property) => property.name.getText() === 'name')?.initializer;
}

/** Only its owner writes a table; everybody else asks the owner. */
function foreignWrites(sources: readonly Source[]): string[] {
  const owners = ownersOf(sources);
  return sources.flatMap((file) =>
    sqlTextsIn(file).flatMap((sql) =>
      tablesWrittenBy(sql).flatMap((table) => {
        if (table === '$') return [`${sql.at} writes a table whose name is not written out`];
        const owner = owners.get(table);
        if (owner === ownerOf(file.path)) return [];
        return [`${sql.at} writes ${table}, which ${owner === undefined ? 'no entity describes' : `belongs to ${owner}`}`];
      }),
    ),
  );
}

/** Entities and migrations name the same tables. Whether the columns agree is asked of the database itself. */
function undescribedTables(sources: readonly Source[], migrations: readonly Source[]): string[] {
  const described = sources.flatMap(entitiesIn);
  const migrated = migratedTables(migrations);
  return [
    ...migrated.filter((table) => !described.includes(table)).map((table) => `no entity describes ${table}`),
    ...described.filter((table) => !migrated.includes(table)).map((table) => `no migration makes ${table}`),
    ...sources
      .filter((file) => file.path.endsWith('.entity.ts') && entitiesIn(file).length === 0)
      .map((file) => `${file.path} describes no table`),
  ];
}

/** An instant is kept with its offset and to the millisecond, as everywhere in the program. */
const inexactInstants = (migrations: readonly Source[]): string[] =>
  migrations.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (/\btimestamp(?!tz\(3\))/i.test(line) ? [`${path}:${index + 1} keeps no exact instant`] : [])),
  );

test('every instant in a table can be told in UTC', () => {
  expect(inexactInstants(sourcesIn(['migrations'], '.sql'))).toEqual([]);
});

test('only its owner writes a table', () => {
  expect(foreignWrites(shippedSources())).toEqual([]);
});

test('entities describe exactly the tables that the migrations make', () => {
  expect(undescribedTables(shippedSources(), sourcesIn(['migrations'], '.sql'))).toEqual([]);
});

describe('the laws can fail', () => {
  const entity = source('src/modules/cases/case.entity.ts', `@Entity({ name: 'cases' }) export class CaseEntity {}`);
  const platform = source('src/platform/facts/fact.entity.ts', `@Entity('facts') export class FactEntity {}`);
  const writing = (path: string, statement: string): string[] => foreignWrites([entity, platform, source(path, statement)]);
  const ELSEWHERE = 'src/modules/surveys/survey.repository.ts';

  test.each([
    ['an insert', 'const a = sql`INSERT INTO cases (id) VALUES (${id})`;', 'cases, which belongs to cases'],
    ['an update', 'const a = sql`UPDATE cases c SET status = ${status}`;', 'cases, which belongs to cases'],
    ['a delete', 'const a = sql`DELETE FROM cases`;', 'cases, which belongs to cases'],
    ['a merge', 'const a = sql`MERGE INTO "cases" c USING x ON true`;', 'cases, which belongs to cases'],
    ['a write in small letters', 'const a = sql`update only cases set status = 1`;', 'cases, which belongs to cases'],
    [
      'a write in a common table expression',
      'const a = sql`WITH x AS (INSERT INTO cases DEFAULT VALUES) SELECT 1`;',
      'cases, which belongs to cases',
    ],
    ['a write without the tag', `manager.query('DELETE FROM cases');`, 'cases, which belongs to cases'],
    ['a write to a table of the platform', 'const a = sql`TRUNCATE facts`;', 'facts, which belongs to platform'],
    [
      'a write to a table nobody describes',
      'const a = sql`INSERT INTO notes (id) VALUES (1)`;',
      'notes, which no entity describes',
    ],
  ])('%s from another module is named', (_, statement, problem) => {
    expect(writing(ELSEWHERE, statement)).toEqual([`${ELSEWHERE}:1 writes ${problem}`]);
  });

  test.each(['timestamp', 'timestamp(3)', 'TIMESTAMP WITH TIME ZONE', 'timestamptz', 'timestamptz(6)'])('%s is named', (type) => {
    const migrated = source('migrations/1-a.sql', `CREATE TABLE cases (\n  a timestamptz(3),\n  b ${type}\n);`);
    expect(inexactInstants([migrated])).toEqual(['migrations/1-a.sql:3 keeps no exact instant']);
  });

  test('a table name put in at run time is named', () => {
    expect(writing(ELSEWHERE, 'const a = sql`DELETE FROM ${table}`;')).toEqual([
      `${ELSEWHERE}:1 writes a table whose name is not written out`,
    ]);
  });

  test.each([
    ['a read', 'const a = sql`SELECT c.id FROM cases c FOR UPDATE OF c SKIP LOCKED`;'],
    ['a lock that waits', 'const a = sql`SELECT c.id FROM cases c FOR NO KEY UPDATE NOWAIT`;'],
    ['a sentence', `const a = 'delete from cases what you like';`],
    ['a comment', 'const a = sql`SELECT 1 -- INSERT INTO cases\n`;'],
  ])('%s passes', (_, statement) => {
    expect(writing(ELSEWHERE, statement)).toEqual([]);
  });

  test('an upsert by the owner passes', () => {
    const upsert = 'const a = sql`INSERT INTO cases (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET status = 1`;';
    expect(writing('src/modules/cases/case.repository.ts', upsert)).toEqual([]);
  });

  test('a table without an entity, an entity without a table and an empty entity file are named', () => {
    const migrations = [
      source(
        'migrations/1-a.sql',
        '-- up\nCREATE TABLE cases (id uuid);\nCREATE TABLE notes (id uuid);\n-- down\nDROP TABLE cases;',
      ),
    ];
    const empty = source('src/modules/cases/note.entity.ts', 'export class NoteEntity {}');
    expect(undescribedTables([entity, platform, empty], migrations)).toEqual([
      'no entity describes notes',
      'no migration makes facts',
      'src/modules/cases/note.entity.ts describes no table',
    ]);
  });
});
