import fc from 'fast-check';
import { join, json, sql, type Sql } from './sql.ts';

test('what stands between the text becomes a parameter, in order', () => {
  const statement = sql`SELECT c.id FROM cases c WHERE c.status = ${'CLOSED'} AND c.due_at < ${7}`;
  expect(statement.text).toBe('SELECT c.id FROM cases c WHERE c.status = $1 AND c.due_at < $2');
  expect(statement.values).toEqual(['CLOSED', 7]);
});

test('a piece is put in as text, and its parameters are counted on', () => {
  const scope = sql` AND c.agency = ${'A'}`;
  const statement = sql`SELECT ${1} WHERE c.id = ${2}${scope} LIMIT ${3}`;
  expect(statement.text).toBe('SELECT $1 WHERE c.id = $2 AND c.agency = $3 LIMIT $4');
  expect(statement.values).toEqual([1, 2, 'A', 3]);
});

test('pieces within pieces, and pieces at both ends', () => {
  const inner = sql`(${1}, ${2})`;
  const outer = sql`${inner} = ${sql`ANY(${[3]})`}`;
  expect(outer.text).toBe('($1, $2) = ANY($3)');
  expect(outer.values).toEqual([1, 2, [3]]);
});

test('pieces are joined with text between them', () => {
  const rows = join([sql`(${1}, ${2})`, sql`(${3}, ${4})`], ', ');
  const statement = sql`INSERT INTO t (a, b) VALUES ${rows} RETURNING a`;
  expect(statement.text).toBe('INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) RETURNING a');
  expect(statement.values).toEqual([1, 2, 3, 4]);
  expect(join([], ', ')).toMatchObject({ text: '', values: [] });
});

test('one piece may be used in several statements', () => {
  const piece = sql`a = ${1}`;
  expect(sql`${piece} OR ${piece}`.text).toBe('a = $1 OR a = $2');
  expect(piece.text).toBe('a = $1');
});

test('whatever a value holds, it never reaches the text', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.anything()), (word, values) => {
      const statement = sql`SELECT ${word}, ${join(
        values.map((value): Sql => sql`${value}`),
        ' + ',
      )} FROM t`;
      expect(statement.text).toMatch(/^SELECT \$1, (?:\$\d+ \+ )*(?:\$\d+)? FROM t$/);
      expect(statement.values).toEqual([word, ...values]);
    }),
  );
});

test('a jsonb parameter is text, and nothing is no value at all', () => {
  expect(json(['a', { b: 1 }])).toBe('["a",{"b":1}]');
  expect(json('')).toBe('""');
  expect(json(null)).toBeNull();
  expect(json(undefined)).toBeNull();
});
