import ts from 'typescript';
import { decoratorsOf, nodesOf, place, shippedSources, source, textOf, type Source } from './sources.ts';

const WORDS = new Set(['Allow', 'Public', 'Signed']);
const ROUTES = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Options', 'Head', 'All', 'Sse', 'Search', 'CommandRoute']);

/** Every route says above itself who may call it: `@Allow('…')`, `@Public()` or `@Signed('…')`, one of the three. */
function routesWithoutAccess(sources: readonly Source[]): string[] {
  return controllersOf(sources).flatMap(({ file, controller }) => {
    const routes = controller.members.filter((member) => decoratorsOf(member).some(({ name }) => ROUTES.has(name)));
    if (routes.length === 0) return [`${file.path} has no route`];
    return routes.flatMap((route) =>
      accessProblem(file, route).map((problem) => `${place(file, route)} ${nameOf(route)} ${problem}`),
    );
  });
}

function accessProblem(file: Source, route: ts.ClassElement): string[] {
  const access = decoratorsOf(route).filter(({ name }) => WORDS.has(name));
  if (access.length === 0) return ['does not say who may call it'];
  if (access.length > 1) return ['says twice who may call it'];
  const [{ name, args }] = access as [ReturnType<typeof decoratorsOf>[number]];
  if (name === 'Allow' && args.length === 0) return ['allows without naming a permission'];
  if (name === 'Signed' && args.length === 0) return ['is signed by nobody in particular'];
  if (name !== 'Public' && file.path.endsWith('.public.controller.ts')) return ['is not public, in a controller for citizens'];
  return [];
}

function controllersOf(sources: readonly Source[]): { readonly file: Source; readonly controller: ts.ClassDeclaration }[] {
  return sources.flatMap((file) =>
    nodesOf(file, ts.isClassDeclaration)
      .filter((declaration) => decoratorsOf(declaration).some(({ name }) => name === 'Controller'))
      .map((controller) => ({ file, controller })),
  );
}

/** What citizens reach by a number, a code or a link may be guessed, so wrong ones are counted; what they send in may be sent by programs. */
function unguardedPublicRoutes(sources: readonly Source[]): string[] {
  return controllersOf(sources)
    .filter(({ file }) => file.path.endsWith('.public.controller.ts'))
    .flatMap(({ file, controller }) =>
      controller.members.flatMap((route) => {
        const words = decoratorsOf(route);
        const verb = words.find(({ name }) => ROUTES.has(name));
        if (!verb) return [];
        const lacks = (textOf(verb.args[0]) ?? '').includes(':') ? 'Guessable' : verb.name === 'Get' ? null : 'PublicForm';
        if (lacks === null || words.some(({ name }) => name === lacks)) return [];
        return [`${place(file, route)} ${nameOf(route)} is not @${lacks}`];
      }),
    );
}

const nameOf = (member: ts.ClassElement): string => member.name?.getText() ?? '';

/** A controller is found by its file name, a route by its class: neither hides from the other. */
const controllersInOtherFiles = (sources: readonly Source[]): string[] =>
  controllersOf(sources)
    .filter(({ file }) => !file.path.endsWith('.controller.ts'))
    .map(({ file }) => `${file.path} holds a controller`);

/** A permission that no role holds closes its route to everybody. */
function permissionProblems(sources: readonly Source[]): string[] {
  const asked = sources.flatMap((file) =>
    nodesOf(file, ts.isMethodDeclaration).flatMap((method) =>
      decoratorsOf(method)
        .filter(({ name }) => name === 'Allow')
        .map(({ args: [permission] }) => ({ permission: textOf(permission) ?? '(not written out)', at: place(file, method) })),
    ),
  );
  const held = sources.flatMap((file) =>
    nodesOf(file, ts.isVariableDeclaration)
      .filter(({ name }) => name.getText() === 'PERMISSIONS')
      .flatMap(({ initializer }) => (initializer && ts.isObjectLiteralExpression(initializer) ? [...initializer.properties] : []))
      .map(({ name }) => textOf(name) ?? '(not written out)'),
  );
  return asked
    .filter(({ permission }) => !held.includes(permission))
    .map(({ permission, at }) => `${at} nobody holds ${permission}`);
}

test('every permission that a route asks for is held by a role', () => {
  expect(permissionProblems(shippedSources())).toEqual([]);
});

test('every route says who may call it', () => {
  expect(routesWithoutAccess(shippedSources())).toEqual([]);
});

test('no public route can be guessed or flooded without limit', () => {
  expect(unguardedPublicRoutes(shippedSources())).toEqual([]);
});

test('controllers live in files of that name', () => {
  expect(controllersInOtherFiles(shippedSources())).toEqual([]);
});

describe('the law can fail', () => {
  const controller = (path: string, members: string): Source =>
    source(path, `@Controller('cases') export class CaseController { constructor(private readonly cases: Cases) {} ${members} }`);
  const inCases = (members: string): string[] =>
    routesWithoutAccess([controller('src/modules/cases/case.controller.ts', members)]);

  test.each([
    ['without a word', '@Get() list() {}', 'does not say who may call it'],
    ['with both words', `@Get() @Public() @Allow('case.read') list() {}`, 'says twice who may call it'],
    ['signed by nobody', '@Get() @Signed() list() {}', 'is signed by nobody in particular'],
    ['with an empty permission', '@Get() @Allow() list() {}', 'allows without naming a permission'],
  ])('a route %s is named', (_, members, problem) => {
    expect(inCases(members)).toEqual([`src/modules/cases/case.controller.ts:1 list ${problem}`]);
  });

  test('a guarded route in a controller for citizens is named', () => {
    const file = controller('src/modules/cases/status.public.controller.ts', `@Get() @Allow('case.read') show() {}`);
    expect(routesWithoutAccess([file])).toEqual([
      'src/modules/cases/status.public.controller.ts:1 show is not public, in a controller for citizens',
    ]);
  });

  test.each([
    ['guessed', `@Get(':petitionNo/attachments/:id') @Public() show() {}`, 'show is not @Guessable'],
    ['flooded', '@Post() @Public() @TakesUpload() send() {}', 'send is not @PublicForm'],
  ])('a public route that can be %s is named', (_, members, problem) => {
    const path = 'src/modules/cases/status.public.controller.ts';
    expect(unguardedPublicRoutes([controller(path, members)])).toEqual([`${path}:1 ${problem}`]);
    const guarded = `@Get(':token') @Guessable('CODE') a() {} @Get() b() {} @Post() @PublicForm() c() {}`;
    expect(unguardedPublicRoutes([controller(path, guarded)])).toEqual([]);
  });

  test('a controller in which no route is recognised is named', () => {
    expect(inCases('list() {}')).toEqual(['src/modules/cases/case.controller.ts has no route']);
  });

  test('a controller in a file of another name is named', () => {
    expect(controllersInOtherFiles([controller('src/modules/cases/case.routes.ts', '@Get() @Public() list() {}')])).toHaveLength(
      1,
    );
  });

  test.each([`'case.clsoe'`, '`case.${word}`'])('%s, which no role holds, is named', (permission) => {
    const table = source(
      'src/modules/identity/domain/permissions.ts',
      `export const PERMISSIONS = { 'case.close': ['HANDLER'] };`,
    );
    const route = controller(
      'src/modules/cases/case.controller.ts',
      `@Get() @Allow(${permission}) a() {} @Get() @Allow('case.close') b() {}`,
    );
    expect(permissionProblems([table, route])).toEqual([expect.stringContaining('nobody holds')]);
  });

  test('routes that say it pass', () => {
    expect(
      inCases(
        `@Post(':no/close') @Allow('case.close') close() {} @Get() @Public() list() {} @Post() @Signed('machine') tell() {} private helper() {}`,
      ),
    ).toEqual([]);
  });
});
