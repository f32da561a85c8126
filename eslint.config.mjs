import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { house } from './test/lint/house-rules.mjs';

/** The programs a person starts: they print, and they hand the environment to platform/config. */
const PROGRAMS = ['src/main.ts', 'src/main.*.ts'];
const TESTS = ['**/*.spec.ts', '**/*.e2e.ts', 'test/**/*.ts'];

const KEEP_OUT = [
  {
    name: '@nestjs/common',
    importNames: ['forwardRef'],
    message: 'Calls go down the layers, facts go up: nothing needs forwardRef.',
  },
  { name: 'node:process', message: 'Use the global process; the environment is read by platform/config.' },
  { name: 'process', message: 'Use the global process; the environment is read by platform/config.' },
];
const TIMERS = ['timers', 'node:timers', 'timers/promises', 'node:timers/promises'].map((name) => ({
  name,
  message: 'Waiting is the work of alarms and queues: a timer dies with its process.',
}));

export default defineConfig(
  globalIgnores(['build/', 'dist/', '.data/', '.cache/', 'coverage/', 'docs/generated/', 'src/metadata.ts', 'web/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  {
    name: 'house/typescript',
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/max-params': ['error', { max: 5 }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidOperator: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      // Spreading a string gives its code points, which is what Chinese text is counted and cut by.
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }],
      // A view is filled in as an object literal; its class only carries the decorators of the documentation.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A Nest module or a reaction may be a class with nothing but its decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // `noUncheckedIndexedAccess` makes `!` the plain way to say "the line above made sure of it".
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A method that fulfils an asynchronous interface may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    name: 'house/budgets',
    files: ['**/*.{ts,mjs,cjs}'],
    rules: {
      'max-lines': ['error', { max: 300 }], // as `wc -l` counts them
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true, IIFEs: true }],
      complexity: ['error', 10],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    name: 'house/rules',
    files: ['**/*.{ts,mjs,cjs}'],
    plugins: { house },
    rules: {
      'house/clock': 'error',
      'house/environment': 'error',
      'house/front-door': 'error',
      'house/test-names': 'error',
      'house/no-mocks': 'error',
      'no-console': 'error',
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } },
      ],
      'no-restricted-imports': ['error', { paths: KEEP_OUT }],
    },
  },
  {
    name: 'house/modules',
    files: ['src/modules/**/*.ts', 'src/kernel/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [...KEEP_OUT, ...TIMERS] }],
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval', 'setImmediate'].map((name) => ({ name, message: TIMERS[0].message })),
        { name: 'performance', message: 'Durations are measured by platform/telemetry.' },
      ],
    },
  },
  { name: 'house/doors', files: ['**/index.ts'], rules: { 'house/front-door': 'off' } },
  { name: 'house/the-clock', files: ['src/platform/clock/**/*.ts'], rules: { 'house/clock': 'off' } },
  { name: 'house/the-environment', files: ['src/platform/config/**/*.ts'], rules: { 'house/environment': 'off' } },
  { name: 'house/programs', files: PROGRAMS, rules: { 'house/environment': 'off', 'no-console': 'off' } },
  {
    name: 'house/tests',
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // What an HTTP answer or a database row holds is what the test is about to find out.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    name: 'house/outside',
    files: ['test/**/*.{ts,mjs}', 'bench/**/*.{ts,mjs}', 'cities/**/*.mjs', '*.{mjs,cjs}', '.*.cjs'],
    rules: { 'house/clock': 'off', 'house/environment': 'off', 'no-console': 'off' },
  },
  { name: 'house/settings-files', files: ['*.config.mjs'], rules: { 'no-restricted-exports': 'off' } },
);
