import ts from 'typescript';
import { nodesOf, place, repeated, shippedSources, source, sourcesIn, textOf, type Source } from './sources.ts';

const CODE = /^[a-z]+(_[a-z0-9]+)*(\.[a-z]+(_[a-z0-9]+)*)+$/;
const HAN = /\p{Script=Han}/u;

interface ErrorClass {
  readonly file: Source;
  readonly declaration: ts.ClassDeclaration;
}

/** An error that outside programs see: one code, one class; and a sentence in both languages. */
function errorProblems(sources: readonly Source[]): string[] {
  const errors = domainErrors(sources).filter(({ declaration }) => !isAbstract(declaration));
  const codes = errors.map(({ declaration }) => textOf(propertyOf(declaration, 'code')) ?? '');
  return [
    ...errors.flatMap(({ file, declaration }) =>
      [...codeProblem(declaration), ...textProblems(declaration)].map(
        (problem) => `${place(file, declaration)} ${nameOf(declaration)} ${problem}`,
      ),
    ),
    ...repeated(codes.filter((code) => code !== '')).map((code) => `two errors have the code ${code}`),
  ];
}

function domainErrors(sources: readonly Source[]): ErrorClass[] {
  const classes = sources.flatMap((file) => nodesOf(file, ts.isClassDeclaration).map((declaration) => ({ file, declaration })));
  const parents = new Map(classes.map(({ declaration }) => [nameOf(declaration), parentOf(declaration)]));
  const descends = (name: string | undefined, seen = 0): boolean =>
    name === 'DomainError' || (name !== undefined && seen < 10 && descends(parents.get(name), seen + 1));
  return classes.filter(({ declaration }) => descends(parentOf(declaration)));
}

const nameOf = (declaration: ts.ClassDeclaration): string => declaration.name?.text ?? '(unnamed)';

const parentOf = (declaration: ts.ClassDeclaration): string | undefined =>
  declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression.getText();

const isAbstract = (declaration: ts.ClassDeclaration): boolean =>
  declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) ?? false;

const propertyOf = (declaration: ts.ClassDeclaration, name: string): ts.Expression | undefined =>
  declaration.members.filter(ts.isPropertyDeclaration).find((member) => member.name.getText() === name)?.initializer;

function codeProblem(declaration: ts.ClassDeclaration): string[] {
  const code = textOf(propertyOf(declaration, 'code'));
  if (code === null) return ['has no code written out'];
  return CODE.test(code) ? [] : [`has the code ${code}: write noun.what_is_wrong`];
}

/** Only what is written out can be looked at; that both languages are there at all, the compiler sees to. */
function textProblems(declaration: ts.ClassDeclaration): string[] {
  const text = propertyOf(declaration, 'text');
  if (!text || !ts.isObjectLiteralExpression(text)) return [];
  const written = new Map(
    text.properties.filter(ts.isPropertyAssignment).map((p) => [textOf(p.name) ?? p.name.getText(), p.initializer.getText()]),
  );
  return [
    ...(HAN.test(written.get('zh-TW') ?? '漢') ? [] : ['has no Chinese sentence']),
    ...(/[a-z]{2}/i.test(written.get('en') ?? 'en') && !HAN.test(written.get('en') ?? '') ? [] : ['has no English sentence']),
  ];
}

test('every error has a code of its own and a sentence in both languages', () => {
  expect(errorProblems(shippedSources())).toEqual([]);
});

test('the kernel has errors, so the law has something to look at', () => {
  expect(domainErrors(sourcesIn(['src/kernel'])).length).toBeGreaterThan(0);
});

describe('the law can fail', () => {
  const error = (name: string, code: string, text = `{ 'zh-TW': '不行', en: 'No' }`, parent = 'DomainError'): Source =>
    source(
      `src/${name}.ts`,
      `export class ${name} extends ${parent} { readonly code = ${code}; readonly refusal = 'conflict'; readonly text = ${text}; }`,
    );

  test.each([
    ['upper case', `'Case.closed'`, 'has the code Case.closed: write noun.what_is_wrong'],
    ['a code without a dot', `'closed'`, 'has the code closed: write noun.what_is_wrong'],
    ['a code put together', '`case.${word}`', 'has no code written out'],
  ])('%s is named', (_, code, problem) => {
    expect(errorProblems([error('A', code)])).toEqual([`src/A.ts:1 A ${problem}`]);
  });

  test('one code for two errors is named, through a common parent too', () => {
    const parent = source('src/p.ts', 'abstract class Closed extends DomainError {}');
    expect(errorProblems([error('A', `'case.closed'`), parent, error('B', `'case.closed'`, undefined, 'Closed')])).toEqual([
      'two errors have the code case.closed',
    ]);
  });

  test.each([
    ['Chinese', `{ 'zh-TW': 'No', en: 'No' }`, 'has no Chinese sentence'],
    ['English', `{ 'zh-TW': '不行', en: '不行' }`, 'has no English sentence'],
    ['English at all', `{ 'zh-TW': '不行', en: '' }`, 'has no English sentence'],
  ])('a text without %s is named', (_, text, problem) => {
    expect(errorProblems([error('A', `'case.closed'`, text)])).toEqual([`src/A.ts:1 A ${problem}`]);
  });

  test('errors of other families pass', () => {
    expect(errorProblems([error('A', `'X'`, undefined, 'Error')])).toEqual([]);
  });
});
