import { createRequire } from 'node:module';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';

const project = createRequire(import.meta.url)('../../eslint.config.mjs') as { readonly default: Linter.Config[] };

/** The project's own settings, less what needs the types of a whole program. */
const settings = [...project.default, { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked }] as Linter.Config[];

const rulesBrokenBy = (code: string, filename: string): string[] => [
  ...new Set(new Linter().verify(code, settings, { filename }).map(({ ruleId, message }) => ruleId ?? message)),
];

const SERVICE = 'src/modules/cases/case.service.ts';
const many = (count: number): string => Array.from({ length: count }, (_, i) => `export const a${i} = ${i};\n`).join('');
const longFunction = `export function f(): void {\n${'  g();\n'.repeat(51)}}\ndeclare function g(): void;\n`;

test.each([
  ['house/clock', 'export const at = new Date();'],
  ['house/clock', 'export const at = Date.now();'],
  ['house/clock', 'export const at = Date();'],
  ['house/environment', 'export const port = process.env.PORT;'],
  ['house/environment', 'export const { env } = process;'],
  ['house/front-door', `export { a } from './a.ts';`],
  ['house/front-door', `export * from './a.ts';`],
  ['no-console', `console.log('x');`],
  ['no-restricted-globals', 'setTimeout(() => 1, 5);'],
  ['no-restricted-globals', 'setInterval(() => 1, 5);'],
  ['no-restricted-globals', 'export const t = performance.now();'],
  ['no-restricted-imports', `import { setTimeout } from 'node:timers/promises'; export const a = setTimeout;`],
  ['no-restricted-imports', `import { env } from 'node:process'; export const a = env;`],
  ['no-restricted-imports', `import { forwardRef } from '@nestjs/common'; export const a = forwardRef;`],
  ['no-restricted-exports', 'export default 1;'],
  ['@typescript-eslint/no-explicit-any', 'export const a = 1 as any;'],
  ['@typescript-eslint/max-params', 'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1, f: 1) => [a, b, c, d, e, f];'],
  [
    '@typescript-eslint/max-params',
    'export class A { constructor(a: 1, b: 1, c: 1, d: 1, e: 1, f: 1) { void [a, b, c, d, e, f]; } }',
  ],
  ['complexity', `export const f = (a: number) => (${Array.from({ length: 10 }, (_, i) => `a === ${i} ||`).join(' ')} a > 9);`],
  ['max-lines', many(301)],
  ['max-lines-per-function', longFunction],
  ['eqeqeq', `export const a = (b: number) => b == 1;`],
])('%s is broken in a service by: %s', (rule, code) => {
  expect(rulesBrokenBy(code, SERVICE)).toContain(rule);
});

test.each([
  ['house/clock', 'export const at = new Date();', 'src/platform/clock/clock.ts'],
  ['house/clock', 'export const at = Date.now();', 'bench/intake.ts'],
  ['house/clock', `export const at = new Date('2026-11-20T00:00:00Z');`, SERVICE],
  ['house/environment', 'export const port = process.env.PORT;', 'src/platform/config/settings.ts'],
  ['house/environment', 'export const port = process.env.PORT;', 'src/main.ts'],
  ['house/environment', 'export const port = process.env.PORT;', 'src/main.api.ts'],
  ['house/front-door', `export { a } from './a.ts';`, 'src/modules/cases/index.ts'],
  ['no-console', `console.log('x');`, 'src/main.cli.ts'],
  ['no-restricted-globals', 'setTimeout(() => 1, 5);', 'src/platform/queue/backend.ts'],
  ['no-restricted-exports', 'export default 1;', 'jest.config.mjs'],
  ['max-lines', many(300), SERVICE],
  ['max-lines-per-function', longFunction, 'src/modules/cases/case.service.spec.ts'],
  ['@typescript-eslint/no-extraneous-class', '@Module({}) export class CaseModule {}', 'src/modules/cases/case.module.ts'],
])('%s is kept by: %s', (rule, code, file) => {
  expect(rulesBrokenBy(code, file)).not.toContain(rule);
});

test.each([
  ['house/test-names', `test('should work', () => 1);`],
  ['house/test-names', `test.each([1])('should work', () => 1);`],
  ['house/test-names', `describe.skip('it should work', () => 1);`],
  ['house/no-mocks', `jest.mock('./case.service.ts');`],
  ['house/no-mocks', `jest.spyOn(cases, 'close');`],
  ['max-lines', many(301)],
])('%s is broken in a spec by: %s', (rule, code) => {
  expect(rulesBrokenBy(code, 'src/modules/cases/case.service.spec.ts')).toContain(rule);
});

test('the time is an argument in a spec too', () => {
  expect(rulesBrokenBy('export const at = new Date();', 'src/modules/cases/domain/decide.spec.ts')).toContain('house/clock');
});
