import type { QueryRunner } from 'typeorm';
import { toMigration } from './migrate.ts';

/** Runs one direction against a runner that writes down what it is told. */
async function statementsOf(direction: 'up' | 'down', text: string): Promise<string[]> {
  const told: string[] = [];
  const runner = { query: async (statement: string) => void told.push(statement.trim()) } as unknown as QueryRunner;
  await new (toMigration('1763700000000-notes.sql', text))()[direction](runner);
  return told;
}

const TEXT = `-- What it is for.

-- up
CREATE TABLE notes (id uuid);
CREATE INDEX notes_by_id ON notes (id);
-- down
DROP TABLE notes;
`;

test('each direction runs its own section, as one text', async () => {
  expect(await statementsOf('up', TEXT)).toEqual(['CREATE TABLE notes (id uuid);\nCREATE INDEX notes_by_id ON notes (id);']);
  expect(await statementsOf('down', TEXT)).toEqual(['DROP TABLE notes;']);
});

test('the name ends with the time, by which TypeORM puts migrations in order', () => {
  expect(new (toMigration('1763700000000-main-job.sql', TEXT))().name).toBe('main-job-1763700000000');
});

test.each(['notes.sql', '176370000000-notes.sql', '1763700000000-Notes.sql', '1763700000000-notes.txt'])(
  'a file called %s is refused by its name',
  (file) => {
    expect(() => toMigration(file, TEXT)).toThrow(file);
  },
);

test.each([
  ['no way up', '-- down\nDROP TABLE notes;\n'],
  ['no way down', '-- up\nCREATE TABLE notes (id uuid);\n'],
  ['the way down first', '-- down\nDROP TABLE notes;\n-- up\nCREATE TABLE notes (id uuid);\n'],
])('a file with %s is refused', (_, text) => {
  expect(() => toMigration('1763700000000-notes.sql', text)).toThrow('"-- up" and a "-- down" section');
});
