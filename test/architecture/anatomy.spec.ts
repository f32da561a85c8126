import ts from 'typescript';
import { fileName, isSpec, LAYERS, parse, repeated, source, sourcesIn, textOf, type Source } from './sources.ts';

const NOUN = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*';
const KINDS = [
  'module',
  'public\\.controller',
  'controller',
  'dto',
  'service',
  'repository',
  'read-model',
  'entity',
  'jobs',
  'processor',
];
const MODULE_FILE = new RegExp(`^(?:index|on-${NOUN}|${NOUN}\\.(?:${KINDS.join('|')}))\\.ts$`);
const DOMAIN_FILE = new RegExp(`^${NOUN}\\.ts$`);
const DRAWERS = /^(?:.*[-.])?(?:utils?|helpers?|commons?|types?|interfaces?|constants?)(?:\.ts)?$/;
const FOLDERS_BY_KIND = new RegExp(
  `^(?:${KINDS.join('|')}|controller|repositorie|entitie|service|read-model|processor|dto|module)s?$`,
);
const DOOR_LINES = 20;

const modulesOf = (sources: readonly Source[]): string[] => [
  ...new Set(sources.map(({ path }) => /^src\/modules\/([^/]+)\//.exec(path)?.[1]).filter((name) => name !== undefined)),
];

/** The modules are those of the declared layers, each on one line. */
function layerProblems(sources: readonly Source[], layers: readonly (readonly string[])[]): string[] {
  return [
    ...modulesOf(sources)
      .filter((module) => !layers.flat().includes(module))
      .map((module) => `src/modules/${module} stands on no layer`),
    ...repeated(layers.flat()).map((module) => `${module} stands on two layers`),
  ];
}

/** What a spec reads lies in `fixtures/` beside it, and is data, not code. */
const FIXTURE = /\/fixtures\/[^/]+\.(?:csv|json|geojson|txt)$/;

/** The files of a module have the names of the anatomy; a large one is divided by noun, and each part has the same anatomy. */
function misnamedFiles(sources: readonly Source[]): string[] {
  return sources
    .filter((file) => file.path.startsWith('src/modules/') && !isSpec(file) && !FIXTURE.test(file.path))
    .filter(({ path }) => {
      const [name = '', ...folders] = path.split('/').slice(3).reverse();
      const inDomain = folders[0] === 'domain';
      const nouns = inDomain ? folders.slice(1) : folders;
      const placed =
        nouns.length <= 1 && nouns.every((noun) => new RegExp(`^${NOUN}$`).test(noun) && !FOLDERS_BY_KIND.test(noun));
      return !placed || !(inDomain ? DOMAIN_FILE : MODULE_FILE).test(name);
    })
    .map(({ path }) => `${path} has no place in the anatomy of a module`);
}

/** A thing lives with the rule it serves, not in a drawer. */
const drawers = (sources: readonly Source[]): string[] =>
  sources.filter(({ path }) => path.split('/').some((part) => DRAWERS.test(part))).map(({ path }) => `${path} is a drawer`);

/** A spec stands beside its file: `x.spec.ts`, `x.db.spec.ts` and `x.<aspect>.spec.ts` beside `x.ts`. */
function orphanedSpecs(sources: readonly Source[]): string[] {
  const paths = new Set(sources.map(({ path }) => path));
  const stands = (base: string): boolean =>
    paths.has(`${base}.ts`) || (fileName(base).includes('.') && stands(base.replace(/\.[^./]+$/, '')));
  return sources
    .filter((file) => isSpec(file) && !stands(file.path.replace(/\.spec\.ts$/, '')))
    .map(({ path }) => `${path} stands beside nothing`);
}

/** A front door is short, and shows only what lies behind it. */
function doorProblems(sources: readonly Source[]): string[] {
  const doors = sources.filter(({ path }) => /^src\/modules\/[^/]+\/index\.ts$/.test(path));
  const missing = modulesOf(sources).filter((module) => !doors.some(({ path }) => path === `src/modules/${module}/index.ts`));
  return [
    ...missing.map((module) => `src/modules/${module} has no index.ts`),
    ...doors
      .filter(({ text }) => text.trimEnd().split('\n').length > DOOR_LINES)
      .map(({ path }) => `${path} is longer than ${DOOR_LINES} lines`),
    ...doors
      .filter((door) => !parse(door).statements.every(showsOwnFile))
      .map(({ path }) => `${path} does more than show own files`),
  ];
}

/** Names from an own file, or a whole file of the own domain. */
function showsOwnFile(statement: ts.Statement): boolean {
  if (!ts.isExportDeclaration(statement)) return false;
  return (textOf(statement.moduleSpecifier) ?? '').startsWith(statement.exportClause ? './' : './domain/');
}

/** The contract of the API knows the types of exported classes only: what a DTO inherits from another one would be told as anything. */
const hiddenDtos = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ path }) => path.endsWith('.dto.ts'))
    .flatMap((file) =>
      parse(file)
        .statements.filter(ts.isClassDeclaration)
        .filter(isHidden)
        .map((of) => `${file.path} hides ${of.name?.text}`),
    );

const isHidden = ({ modifiers }: ts.ClassDeclaration): boolean =>
  !modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const src = sourcesIn(['src'], '');

test('every module stands on one layer', () => {
  expect(layerProblems(src, LAYERS)).toEqual([]);
});

test('the files of a module have the names of the anatomy', () => {
  expect(misnamedFiles(src)).toEqual([]);
});

test('there is no drawer', () => {
  expect(drawers([...src, ...sourcesIn(['test', 'bench'], '')])).toEqual([]);
});

test('specs stand beside their files', () => {
  expect(orphanedSpecs(src)).toEqual([]);
});

test('front doors are short and show own files', () => {
  expect(doorProblems(src)).toEqual([]);
});

test('every class of a DTO file is exported', () => {
  expect(hiddenDtos(src)).toEqual([]);
});

describe('the laws can fail', () => {
  const file = (path: string, text = ''): Source => source(`src/modules/cases/${path}`, text);

  test.each([
    'case.manager.ts',
    'case-lifecycle.ts',
    'services/case.service.ts',
    'a/b/case.service.ts',
    'domain/case.service.ts',
    'domain/rules/urgency.ts',
    'Case.service.ts',
    'readme.md',
    'fixtures/builder.ts',
  ])('%s has no place in a module', (path) => {
    expect(misnamedFiles([file(path)])).toHaveLength(1);
  });

  test.each([
    'index.ts',
    'cases.module.ts',
    'case.controller.ts',
    'status.public.controller.ts',
    'case-queue.read-model.ts',
    'on-case-closed.ts',
    'domain/case-lifecycle.ts',
    'assignments/assignment.service.ts',
    'assignments/domain/leg.ts',
    'case.service.db.spec.ts',
    'domain/fixtures/vectors.csv',
  ])('%s has its place', (path) => {
    expect(misnamedFiles([file(path)])).toEqual([]);
  });

  test.each([
    'src/kernel/utils/text.ts',
    'src/modules/cases/domain/types.ts',
    'test/support/date-helpers.ts',
    'src/app/app.constants.ts',
  ])('%s is a drawer', (path) => {
    expect(drawers([source(path, '')])).toHaveLength(1);
  });

  test.each(['src/kernel/text.ts', 'test/support/petition-builder.ts', 'src/modules/cases/domain/subtype-of-case.ts'])(
    '%s is none',
    (path) => {
      expect(drawers([source(path, '')])).toEqual([]);
    },
  );

  test('a spec without its file is named', () => {
    const beside = [
      file('domain/a.ts'),
      file('domain/a.spec.ts'),
      file('domain/a.vectors.spec.ts'),
      file('b.service.ts'),
      file('b.service.db.spec.ts'),
    ];
    expect(orphanedSpecs([...beside, file('domain/c.spec.ts')])).toEqual([
      'src/modules/cases/domain/c.spec.ts stands beside nothing',
    ]);
  });

  test('a module on no layer and a module on two are named', () => {
    expect(layerProblems([source('src/modules/extras/index.ts', '')], [['cases'], ['cases']])).toEqual([
      'src/modules/extras stands on no layer',
      'cases stands on two layers',
    ]);
  });

  test.each([
    ['long', `export { a } from './domain/a.ts';\n`.repeat(DOOR_LINES + 1), `is longer than ${DOOR_LINES} lines`],
    ['open to everything', `export * from './case.service.ts';`, 'does more than show own files'],
    ['open to another module', `export { a } from '../routing/index.ts';`, 'does more than show own files'],
    ['a workshop', `export const a = 1;`, 'does more than show own files'],
  ])('a door that is %s is named', (_, text, problem) => {
    expect(doorProblems([file('index.ts', text)])).toEqual([`src/modules/cases/index.ts ${problem}`]);
  });

  test('a door that names what it shows, or shows a file of the domain, passes', () => {
    const text = `export * from './domain/case.ts';\nexport { Cases } from './case.service.ts';\nexport type { View } from './case.dto.ts';`;
    expect(doorProblems([file('index.ts', text)])).toEqual([]);
  });

  test('a module without a door is named', () => {
    expect(doorProblems([file('case.service.ts')])).toEqual(['src/modules/cases has no index.ts']);
  });

  test('a DTO that only others inherit from is named', () => {
    const text = `abstract class DetailsDto {}\nexport class CaseDto extends DetailsDto {}`;
    expect(hiddenDtos([file('case.dto.ts', text)])).toEqual(['src/modules/cases/case.dto.ts hides DetailsDto']);
  });
});
