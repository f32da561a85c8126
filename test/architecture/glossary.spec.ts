import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedSources, sourcesIn, type Source } from './sources.ts';

/** A glossary that names what the code no longer calls so misleads. */
function unknownIdentifiers(glossary: string, sources: readonly Source[]): string[] {
  const code = sources.map(({ path, text }) => `${path}\n${text}`).join('\n');
  const named = glossary
    .split('\n')
    .flatMap((line) => [...(line.split('|')[3] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
  return named.filter((name) => !new RegExp(`\\b${name}\\b`).test(code));
}

const glossary = readFileSync(join(import.meta.dirname, '../../docs/glossary.md'), 'utf8');

test('the code uses every identifier of the glossary', () => {
  expect(unknownIdentifiers(glossary, [...shippedSources(), ...sourcesIn(['migrations'], '.sql')])).toEqual([]);
});

test('the law can fail', () => {
  const row = (name: string): string => `| 展期 | extension | \`${name}\` | More time. |`;
  const code = [{ path: 'src/a.ts', text: 'const extensions = 1;' }];
  expect(unknownIdentifiers(row('extension'), code)).toEqual(['extension']);
  expect(unknownIdentifiers(row('extensions'), code)).toEqual([]);
});
