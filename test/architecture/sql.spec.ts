import ts from 'typescript';
import { nodesOf, place, shippedSources, source, type Source } from './sources.ts';
import { sqlTextsIn } from './sql-texts.ts';

/** The server's clock is not the city's clock: it cannot be simulated, and two statements of one transaction disagree with the application. */
const CLOCK =
  /\b(?:now\s*\(|current_(?:date|time|timestamp)\b|local(?:time|timestamp)\b|(?:clock|statement|transaction)_timestamp\b|timeofday\b)/i;

const clocksInSql = (sources: readonly Source[]): string[] =>
  sources.flatMap((file) =>
    sqlTextsIn(file)
      .filter(({ tagged, text }) => tagged && CLOCK.test(text))
      .map(({ at }) => `${at} asks the database for the time`),
  );

/**
 * Rows that are taken – locked, up to a limit – are named first (`WITH due AS (…)`). In a FROM clause the planner may look for them once
 * per row of the table: after a vacuum of the empty table it did, took them all at once, and took time as the square of their number.
 */
const TAKEN_IN_FROM = /\bFROM\s*\((?:[^()]|\([^()]*\))*\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b/i;

const takenInFrom = (sources: readonly Source[]): string[] =>
  sources.flatMap((file) =>
    sqlTextsIn(file)
      .filter(({ tagged, text }) => tagged && TAKEN_IN_FROM.test(text))
      .map(({ at }) => `${at} takes rows in a FROM clause`),
  );

/** In a module, SQL is written in repositories and read models. */
const strayedSql = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ path }) => path.startsWith('src/modules/') && !/\.(repository|read-model)\.ts$/.test(path))
    .flatMap((file) =>
      sqlTextsIn(file)
        .filter(({ tagged }) => tagged)
        .map(({ at }) => `${at} writes SQL outside a repository or read model`),
    );

/** A repository is handed its connection with every call: that is how a write outside a transaction does not compile. */
function heldConnections(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.endsWith('.repository.ts'))
    .flatMap((file) =>
      nodesOf(file, ts.isConstructorDeclaration)
        .flatMap(({ parameters }) => [...parameters])
        .filter(({ type }) => /^(Database|DataSource|EntityManager|Pool|Db|Tx)$/.test(type?.getText() ?? ''))
        .map((parameter) => `${place(file, parameter)} holds a connection`),
    );
}

test('no statement asks the database for the time', () => {
  expect(clocksInSql(shippedSources())).toEqual([]);
});

test('rows that are taken are named first', () => {
  expect(takenInFrom(shippedSources())).toEqual([]);
});

test('the SQL of a module is in its repositories and read models', () => {
  expect(strayedSql(shippedSources())).toEqual([]);
});

test('repositories hold no connection', () => {
  expect(heldConnections(shippedSources())).toEqual([]);
});

describe('the laws can fail', () => {
  const repository = (text: string): Source[] => [source('src/modules/cases/case.repository.ts', text)];

  test.each(['now()', 'CURRENT_DATE', 'clock_timestamp()', 'LOCALTIMESTAMP'])('%s in a statement is named', (clock) => {
    expect(clocksInSql(repository(`const a = sql\`SELECT 1 WHERE \${x} < ${clock}\`;`))).toEqual([
      'src/modules/cases/case.repository.ts:1 asks the database for the time',
    ]);
  });

  test('rows that are taken in a FROM clause are named', () => {
    const taken = 'SELECT w.id FROM cases w LIMIT 5 FOR UPDATE SKIP LOCKED';
    const inFrom = `const a = sql\`UPDATE cases c SET x = 1 FROM (${taken}) w WHERE c.id = w.id\`;`;
    const named = `const a = sql\`WITH due AS (${taken}) UPDATE cases c SET x = 1 FROM due w WHERE c.id = w.id\`;`;
    expect(takenInFrom(repository(inFrom))).toEqual(['src/modules/cases/case.repository.ts:1 takes rows in a FROM clause']);
    expect(takenInFrom(repository(named))).toEqual([]);
    expect(takenInFrom(repository('const a = sql`SELECT 1 FROM (SELECT min(c.id) FROM cases c) w FOR UPDATE`;'))).toEqual([]);
  });

  test('SQL in a service is named', () => {
    expect(strayedSql([source('src/modules/cases/case.service.ts', 'const a = sql`SELECT 1`;')])).toHaveLength(1);
  });

  test('a repository with a connection is named', () => {
    expect(heldConnections(repository('class CaseRepository { constructor(private readonly database: Database) {} }'))).toEqual([
      'src/modules/cases/case.repository.ts:1 holds a connection',
    ]);
  });

  test('a repository that is handed its connection passes', () => {
    const text =
      'class CaseRepository { lock(tx: Tx) { return tx.query(sql`SELECT c.id FROM cases c WHERE c.due_at < ${at}`); } }';
    expect([...clocksInSql(repository(text)), ...strayedSql(repository(text)), ...heldConnections(repository(text))]).toEqual([]);
  });
});
