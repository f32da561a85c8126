import { readFileSync } from 'node:fs';
import { esmPackages } from './test/jest/esm-packages.mjs';

const swcrc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
delete swcrc.exclude;
delete swcrc.$schema;
delete swcrc.jsc.rewriteRelativeImportExtensions; // jest loads the .ts files themselves
const swc = ['@swc/jest', { ...swcrc, swcrc: false, sourceMaps: 'inline', module: { type: 'commonjs' } }];

/** @type {import('jest').Config} */
const common = {
  testEnvironment: 'node',
  transform: { '\\.[mc]?[jt]s$': swc },
  transformIgnorePatterns: [
    `/node_modules/(?!.*/node_modules/)(?!(?:${esmPackages(new URL('./', import.meta.url)).join('|')})/)`,
  ],
  moduleNameMapper: {
    '^canonicalize$': '<rootDir>/node_modules/canonicalize/lib/canonicalize.js', // it exports to `import` alone
    // made by the build, and naming what it makes
    [String.raw`^\.\./metadata\.js$`]: '<rootDir>/src/metadata.ts',
    [String.raw`^\./(.+\.(?:dto|controller))\.js$`]: '<rootDir>/src/$1.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/', '<rootDir>/.data/', '<rootDir>/.cache/'],
};
const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

export default {
  testTimeout: 60_000, // of a machine with something else to do; jest reads these two here only, not in a project
  maxWorkers: '100%', // by itself it leaves one processor to itself, which of two is half
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/support/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.db\\.spec\\.ts$'],
    },
    { ...common, displayName: 'laws', testMatch: ['<rootDir>/test/architecture/**/*.spec.ts'] },
    { ...common, ...withDatabase, displayName: 'db', testMatch: ['<rootDir>/src/**/*.db.spec.ts'] },
    { ...common, ...withDatabase, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'] },
  ],
};
