import ts from 'typescript';
import { decoratorsOf, nodesOf, place, shippedSources, source, type Source } from './sources.ts';

/** Every POST that makes something, which is one that answers 201, takes an `Idempotency-Key`: lost answers are asked for again. */
const makesTwice = (sources: readonly Source[]): string[] =>
  sources.flatMap((file) =>
    nodesOf(file, ts.isMethodDeclaration)
      .filter((route) => has(route, 'Post') && !has(route, 'HttpCode'))
      .filter(({ parameters }) => !parameters.some((parameter) => has(parameter, 'IdempotencyKeyHeader')))
      .map((route) => `${place(file, route)} ${route.name.getText()} takes no Idempotency-Key`),
  );

const has = (node: ts.Node, decorator: string): boolean => decoratorsOf(node).some(({ name }) => name === decorator);

test('what makes something makes it once for each Idempotency-Key', () => {
  expect(makesTwice(shippedSources())).toEqual([]);
});

describe('the law can fail', () => {
  const routes = (members: string): string[] =>
    makesTwice([
      source('src/modules/cases/case.controller.ts', `@Controller('cases') export class CaseController { ${members} }`),
    ]);

  test('a route that makes something and takes no key is named', () => {
    expect(routes(`@Post() @Allow('case.read') make(@Body() body: CaseDto) {}`)).toEqual([
      'src/modules/cases/case.controller.ts:1 make takes no Idempotency-Key',
    ]);
  });

  test.each([
    ['takes a key', '@Post() make(@IdempotencyKeyHeader() key: string | null) {}'],
    ['makes nothing', '@Post() @HttpCode(200) look() {}'],
    ['is no POST', '@Put() put() {}'],
  ])('one that %s is not', (_, member) => {
    expect(routes(member)).toEqual([]);
  });
});
