import ts from 'typescript';
import { decoratorsOf, fileName, liesBelow, nodesOf, ownerOf, shippedSources, source, textOf, type Source } from './sources.ts';

const FACT = /^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/;

/** A file `on-<fact>.ts` holds one reaction to one fact that a lower module declares as a type. */
function reactionProblems(sources: readonly Source[]): string[] {
  const declared = declaredFacts(sources);
  return sources.flatMap((file) => {
    const facts = reactionsIn(file);
    const named = /^on-.+\.ts$/.test(fileName(file.path));
    if (!named && facts.length > 0) return [`${file.path} reacts to ${facts.join(', ')} but is not named for it`];
    if (named && facts.length !== 1) return [`${file.path} holds ${facts.length} reactions`];
    return facts.flatMap((fact) => problemsOf(file, fact, declared));
  });
}

function problemsOf(file: Source, fact: string, declared: ReadonlyMap<string, readonly string[]>): string[] {
  const name = `on-${fact.replaceAll(/[._]/g, '-')}.ts`;
  const owners = declared.get(fact) ?? [];
  return [
    ...(fileName(file.path) === name ? [] : [`${file.path} reacts to ${fact}: call it ${name}`]),
    ...(owners.some((owner) => liesBelow(owner, ownerOf(file.path))) ? [] : [`${file.path}: no lower module declares ${fact}`]),
  ];
}

const reactionsIn = (file: Source): string[] =>
  nodesOf(file, ts.isClassDeclaration)
    .flatMap(decoratorsOf)
    .filter(({ name }) => name === 'On')
    .map(({ args }) => textOf(args[0]) ?? '(not written out)');

/** Fact → who declares it. A fact is declared where its name stands as a type: `Fact<'case.closed', { … }>`. */
function declaredFacts(sources: readonly Source[]): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const file of sources) {
    for (const type of nodesOf(file, ts.isLiteralTypeNode)) {
      const fact = textOf(type.literal);
      if (fact !== null && FACT.test(fact)) owners.set(fact, [...(owners.get(fact) ?? []), ownerOf(file.path)]);
    }
  }
  return owners;
}

test('a reaction is named for the fact it reacts to, and a lower module declares that fact', () => {
  expect(reactionProblems(shippedSources())).toEqual([]);
});

describe('the law can fail', () => {
  const facts = source(
    'src/modules/cases/domain/case-fact.ts',
    `export type CaseClosed = Fact<'case.closed', { readonly outcome: string }>;`,
  );
  const reaction = (path: string, fact: string): Source =>
    source(`src/modules/${path}`, `@On<CaseClosed>(${fact}) export class SettleDeadlines { react() {} }`);

  test.each([
    [
      'a file of another name',
      'deadlines/on-case-shut.ts',
      `'case.closed'`,
      'src/modules/deadlines/on-case-shut.ts reacts to case.closed: call it on-case-closed.ts',
    ],
    [
      'a misspelt fact',
      'deadlines/on-case-closde.ts',
      `'case.closde'`,
      'src/modules/deadlines/on-case-closde.ts: no lower module declares case.closde',
    ],
    [
      'a reaction to a higher module',
      'routing/on-case-closed.ts',
      `'case.closed'`,
      'src/modules/routing/on-case-closed.ts: no lower module declares case.closed',
    ],
    [
      'a reaction to the own module',
      'cases/on-case-closed.ts',
      `'case.closed'`,
      'src/modules/cases/on-case-closed.ts: no lower module declares case.closed',
    ],
    [
      'a reaction in a service',
      'surveys/survey.service.ts',
      `'case.closed'`,
      'src/modules/surveys/survey.service.ts reacts to case.closed but is not named for it',
    ],
    [
      'a fact put together',
      'surveys/on-case-closed.ts',
      '`case.${word}`',
      'src/modules/surveys/on-case-closed.ts: no lower module declares (not written out)',
    ],
  ])('%s is named', (_, path, fact, problem) => {
    expect(reactionProblems([facts, reaction(path, fact)])).toContain(problem);
  });

  test('a file without a reaction is named', () => {
    expect(reactionProblems([source('src/modules/surveys/on-case-closed.ts', 'export class Nothing {}')])).toEqual([
      'src/modules/surveys/on-case-closed.ts holds 0 reactions',
    ]);
  });

  test('a reaction to a fact of a lower module passes', () => {
    expect(reactionProblems([facts, reaction('deadlines/on-case-closed.ts', `'case.closed'`)])).toEqual([]);
  });

  test('a code of an error is not taken for a fact', () => {
    const error = source('src/modules/cases/domain/errors.ts', `class IllegalCommand { readonly code = 'case.closed'; }`);
    expect(reactionProblems([error, reaction('deadlines/on-case-closed.ts', `'case.closed'`)])).toHaveLength(1);
  });
});
