import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LAYERS, liesBelow } from './sources.ts';

const ROOT = join(import.meta.dirname, '../..');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
const PACKAGES = { typeorm: 'dependencies', pg: 'dependencies', bullmq: 'dependencies', jest: 'devDependencies' } as const;

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

type Files = Readonly<Record<string, string>>;

/** What the dependency checker says, by the project's own rules, about a project that consists of these files. */
function violationsOf(files: Files): string[] {
  const project = mkdtempSync(join(tmpdir(), 'layers-'));
  try {
    for (const [path, text] of Object.entries({ ...skeleton(), ...files })) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    const checker = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [checker, '--config', CONFIG, '--output-type', 'json', 'src', 'test', 'migrations'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8', maxBuffer: 1e8 });
    if (!stdout.startsWith('{')) throw new Error(`the checker did not answer: ${stderr}${stdout}`);
    const { summary } = JSON.parse(stdout) as { readonly summary: { readonly violations: readonly Violation[] } };
    return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
  } finally {
    rmSync(project, { recursive: true });
  }
}

function skeleton(): Files {
  const listed = (kind: string): Files =>
    Object.fromEntries(Object.entries(PACKAGES).flatMap(([name, listedAs]) => (listedAs === kind ? [[name, '1']] : [])));
  const packages = Object.keys(PACKAGES).flatMap((name) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
    [`node_modules/${name}/index.js`, 'exports.x = 1;'],
  ]);
  return {
    ...(Object.fromEntries(packages) as Files),
    'package.json': JSON.stringify({
      type: 'module',
      dependencies: listed('dependencies'),
      devDependencies: listed('devDependencies'),
    }),
    'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'nodenext', allowImportingTsExtensions: true, noEmit: true } }),
    'test/journey.e2e.ts': `import '../src/app/app.module.ts'; import '../src/modules/cases/case.repository.ts';`,
    'migrations/1-a.ts': '',
    'src/kernel/ids.ts': `export const a = 1;`,
    'src/app/app.module.ts': `import '../modules/cases/index.ts'; import '../modules/cases/case.entity.ts'; import '../metadata.ts';`,
    'src/main.ts': `import './app/app.module.ts';`,
    'src/main.api.ts': `import './app/app.module.ts';`,
    'src/metadata.ts': `import './modules/cases/case.dto.ts'; import './app/app.module.ts';`,
    'src/start.mjs': `import '../dist/main.js';`,
    'src/platform/database/index.ts': `import { a } from '../../kernel/ids.ts'; import 'pg'; import 'typeorm'; export const b = a;`,
    'src/modules/cases/case.entity.ts': `import 'typeorm';`,
    'src/modules/cases/case.repository.ts': `import './case.entity.ts'; import '../../platform/database/index.ts';`,
    'src/modules/cases/case.dto.ts': '',
    'src/modules/cases/domain/case.ts': `import type { Rule } from '../../routing/index.ts'; import '../../../kernel/ids.ts'; import './decide.ts';`,
    'src/modules/cases/domain/decide.ts': 'export const d = 1;',
    'src/modules/cases/domain/decide.spec.ts': `import 'jest'; import { readFileSync } from 'node:fs'; import './decide.ts';`,
    'src/modules/cases/ring.processor.ts': `import 'bullmq';`,
    'src/modules/routing/domain/rule.ts': 'export type Rule = string; export const e = 1;',
    ...Object.fromEntries(LAYERS.flat().map((module) => [`src/modules/${module}/index.ts`, 'export const x = 1;'])),
    'src/modules/routing/index.ts': `export { type Rule, e } from './domain/rule.ts'; export const x = 1;`,
  };
}

const asking = (path: string, ...imports: readonly string[]): Files => ({
  [path]: imports.map((name) => `import '${name}';\n`).join(''),
});

test('a lawful project passes', () => {
  expect(violationsOf({})).toEqual([]);
});

test('a module may use the modules on lower lines, and no other', () => {
  const modules = LAYERS.flat();
  const others = (module: string): string[] => modules.filter((other) => other !== module);
  const files = modules.map((module) =>
    asking(`src/modules/${module}/curious.service.ts`, ...others(module).map((other) => `../${other}/index.ts`)),
  );
  const forbidden = modules.flatMap((module) =>
    others(module)
      .filter((other) => !liesBelow(other, module))
      .map((other) => `layer-of-${module}: src/modules/${module}/curious.service.ts → src/modules/${other}/index.ts`),
  );
  expect(violationsOf(Object.assign({}, ...files) as Files)).toEqual(forbidden.sort());
});

/** One file per rule, importing what the rule forbids; the rules of the layers are tried above. */
const BROKEN: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ['module-front-door', 'src/modules/cases/door.service.ts', '../routing/domain/rule.ts'],
  ['module-front-door-from-app', 'src/app/door.ts', '../modules/cases/case.repository.ts'],
  ['kernel-stands-alone', 'src/kernel/clock.ts', '../platform/database/index.ts'],
  ['platform-knows-no-petition', 'src/platform/http/case.ts', '../../modules/cases/index.ts'],
  ['app-is-the-top', 'src/modules/cases/top.service.ts', '../../app/app.module.ts'],
  ['tests-stay-outside', 'src/modules/cases/outside.service.ts', '../../../test/journey.e2e.ts'],
  ['migrations-stand-alone', 'migrations/2-b.ts', '../src/kernel/ids.ts'],
  ['domain-is-pure', 'src/modules/cases/domain/impure.ts', '../case.repository.ts'],
  ['domain-borrows-types-only', 'src/modules/cases/domain/borrower.ts', '../../routing/index.ts'],
  ['domain-reaches-no-machine', 'src/modules/cases/domain/reader.ts', 'node:fs'],
  ['domain-reaches-no-machine', 'src/modules/cases/domain/packer.ts', 'pg'],
  ['typeorm-on-a-short-leash', 'src/modules/cases/orm.service.ts', 'typeorm'],
  ['pg-in-platform', 'src/modules/cases/pool.repository.ts', 'pg'],
  ['bullmq-in-processors', 'src/modules/cases/queue.service.ts', 'bullmq'],
  ['anatomy-of-controller', 'src/modules/cases/case.controller.ts', './case.repository.ts'],
  ['anatomy-of-dto', 'src/modules/cases/wide.dto.ts', './case.entity.ts'],
  ['anatomy-of-service', 'src/modules/cases/http.service.ts', './case.dto.ts'],
  ['anatomy-of-repository', 'src/modules/cases/http.repository.ts', './case.dto.ts'],
  ['anatomy-of-read-model', 'src/modules/cases/http.read-model.ts', './case.dto.ts'],
  ['anatomy-of-entity', 'src/modules/cases/http.entity.ts', './case.dto.ts'],
  ['anatomy-of-jobs', 'src/modules/cases/case.jobs.ts', './case.entity.ts'],
  ['anatomy-of-processor', 'src/modules/cases/http.processor.ts', './case.dto.ts'],
  ['anatomy-of-reaction', 'src/modules/cases/on-petition-registered.ts', './case.dto.ts'],
  ['resolvable', 'src/modules/cases/gone.service.ts', './gone.ts'],
  ['listed-packages', 'src/modules/cases/unlisted.service.ts', 'unlisted'],
  ['shipped-packages', 'src/modules/cases/dev.service.ts', 'jest'],
];

describe('every rule can fail', () => {
  let violations: string[] = [];

  beforeAll(() => {
    const files = BROKEN.map(([, file, imported]) => asking(file, imported));
    violations = violationsOf({
      ...(Object.assign({}, ...files) as Files),
      'node_modules/unlisted/package.json': JSON.stringify({ name: 'unlisted', version: '1.0.0' }),
      'node_modules/unlisted/index.js': '',
      'src/kernel/round.ts': `import type { About } from './about.ts'; export type Round = About;`,
      'src/kernel/about.ts': `import type { Round } from './round.ts'; export type About = Round;`,
    });
  });

  test.each(BROKEN)('%s: %s → %s', (rule, file) => {
    expect(violations).toEqual(expect.arrayContaining([expect.stringContaining(`${rule}: ${file} → `)]));
  });

  test('a cycle of types is a cycle', () => {
    expect(violations).toContain('no-cycle: src/kernel/about.ts → src/kernel/round.ts');
  });

  test('no rule is left untried', () => {
    const { forbidden } = createRequire(CONFIG)(CONFIG) as { readonly forbidden: readonly { readonly name: string }[] };
    const tried = new Set(['no-cycle', ...BROKEN.map(([rule]) => rule)]);
    expect(forbidden.map(({ name }) => name).filter((name) => !name.startsWith('layer-of-') && !tried.has(name))).toEqual([]);
  });
});
