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
