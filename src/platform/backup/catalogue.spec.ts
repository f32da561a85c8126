import { inOrderOfReferences } from './catalogue.ts';

const tables = ['a', 'b', 'c'].map((name) => ({ name }));
const names = (references: { from: string; to: string }[]): string =>
  inOrderOfReferences(tables, references)
    .map(({ name }) => name)
    .join('');

test('a table comes after those that its rows name, and stays where it is otherwise', () => {
  expect(names([])).toBe('abc');
  expect(names([{ from: 'a', to: 'c' }])).toBe('bca');
  expect(
    names([
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
    ]),
  ).toBe('cba');
});

test('a circle of references is refused by name', () => {
  const circle = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'a' },
  ];
  expect(() => names(circle)).toThrow('tables name each other in a circle: a, b');
});
