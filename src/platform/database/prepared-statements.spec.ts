import fc from 'fast-check';
import { PreparedStatements } from './prepared-statements.ts';
import { join, sql, type Sql } from './sql.ts';

const row = (id: number, note: Sql | number): Sql => sql`(${id}, ${note})`;
const insert = (rows: readonly Sql[]): Sql => sql`INSERT INTO t VALUES ${join(rows, ', ')}`;

test('a statement keeps its name, with the values of each call', () => {
  const statements = new PreparedStatements();
  const first = statements.of(insert([row(1, 2)]));
  const second = statements.of(insert([row(3, 4)]));
  expect(first).toEqual({ name: 's0', text: 'INSERT INTO t VALUES ($1, $2)', values: [1, 2] });
  expect(second).toEqual({ ...first, values: [3, 4] });
});

test('texts that differ in one place have names of their own', () => {
  const statements = new PreparedStatements();
  const all = [
    insert([row(1, 2)]),
    insert([row(1, sql`now()`)]),
    insert([row(1, 2), row(3, 4)]),
    insert([row(1, 2), row(3, sql`now()`)]),
  ];
  expect(new Set(all.map((statement) => statements.of(statement).name)).size).toBe(all.length);
});

test('separators are text', () => {
  const statements = new PreparedStatements();
  const conditions = [sql`a = ${1}`, sql`b = ${2}`];
  expect(statements.of(join(conditions, ' AND ')).text).toBe('a = $1 AND b = $2');
  expect(statements.of(join(conditions, ' OR ')).text).toBe('a = $1 OR b = $2');
});

test('the same text from another template has the same name', () => {
  const statements = new PreparedStatements();
  expect(statements.of(sql`SELECT ${1}`).name).toBe(statements.of(sql`SELECT ${2}`).name);
});

test('whatever the pieces, text and values are those of the statement', () => {
  const leaf = fc.oneof(
    fc.integer(),
    fc.constant(null).map(() => sql`now()`),
    fc.integer().map((n) => sql`abs(${n})`),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => sql`(${a} + ${b})`),
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => sql`(${a} - ${b})`),
      fc.array(fc.integer(), { maxLength: 3 }).map((ns) =>
        join(
          ns.map((n) => sql`${n}`),
          ', ',
        ),
      ),
    ),
  }));
  const statements = new PreparedStatements();
  fc.assert(
    fc.property(tree, (part) => {
      const statement = sql`SELECT ${part}`;
      const { text, values } = statements.of(statement);
      expect({ text, values }).toEqual({ text: statement.text, values: statement.values });
    }),
    { numRuns: 2_000 },
  );
});
