/**
 * What may import what. Each line names the modules of one layer, the lowest first; a module may use the modules on the lines above
 * its own, through their `index.ts`. What happens below a module reaches it as a fact, so nothing has to call upwards or sideways.
 */
const LAYERS = [
  ['agencies', 'calendar', 'files', 'audit'],
  ['identity', 'geography', 'catalog'],
  ['disasters'],
  ['petitions', 'routing', 'knowledge'],
  ['cases'],
  ['deadlines', 'surveys'],
  ['notifications', 'statistics', 'records'],
  ['intake'],
  ['hotline', 'open311', 'console'],
];

/** Packages without state, files or sockets, which rules in `domain/` may use: flatbush is a packed R-tree. */
const PURE_PACKAGES = ['flatbush', 'handlebars'];

const SPEC = '\\.(spec|e2e)\\.ts$';
const OUTSIDE = '^(test|bench)/';
const IN_DOMAIN = '^src/modules/[^/]+/.*\\bdomain/';
const npm = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})(/|$)`;

/** One rule per module: everything in `src/modules/` that is not on a line above its own is closed to it. */
const layers = LAYERS.flatMap((line, depth) =>
  line.map((module) => ({
    name: `layer-of-${module}`,
    comment: `${module} may use ${[...LAYERS.slice(0, depth).flat()].join(', ') || 'no other module'}: calls go down, facts go up.`,
    from: { path: `^src/modules/${module}/` },
    to: { path: '^src/modules/', pathNot: `^src/modules/(${[module, ...LAYERS.slice(0, depth).flat()].join('|')})/` },
  })),
);

const doors = [
  {
    name: 'module-front-door',
    comment: 'A module is entered by its index.ts.',
    from: { path: '^src/modules/([^/]+)/' },
    to: { path: '^src/modules/[^/]+/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
  },
  {
    name: 'module-front-door-from-app',
    comment:
      'A module is entered by its index.ts; app/ composes doors. Entities go to the drift check, jobs to the workers, from there.',
    from: { path: '^src/(?!modules/)' },
    to: { path: '^src/modules/[^/]+/', pathNot: '^src/modules/[^/]+/(index|.+\\.(module|entity|jobs))\\.ts$' },
  },
];

const ground = [
  {
    name: 'kernel-stands-alone',
    comment: 'kernel/ imports nothing of ours.',
    from: { path: '^src/kernel/' },
    to: { path: '^src/(?!kernel/)' },
  },
  {
    name: 'platform-knows-no-petition',
    comment: 'platform/ imports kernel/ and itself.',
    from: { path: '^src/platform/' },
    to: { path: '^src/(?!(kernel|platform)/)', pathNot: '^src/metadata\\.ts$' },
  },
  {
    name: 'app-is-the-top',
    comment: 'app/ composes; only the programs that are started import it.',
    from: { path: '^src/', pathNot: ['^src/app/', '^src/main\\.ts$', '^src/main\\.[a-z]+\\.ts$'] },
    to: { path: '^src/(app/|main\\.)' },
  },
  {
    name: 'tests-stay-outside',
    comment: 'What is shipped imports no test and no benchmark.',
    from: { path: '^src/', pathNot: SPEC },
    to: { path: [OUTSIDE, SPEC] },
  },
  {
    name: 'migrations-stand-alone',
    comment: 'A migration must still run when the code has moved on.',
    from: { path: '^migrations/' },
    to: { path: '^(src|test|bench)/' },
  },
];

const purity = [
  {
    name: 'domain-is-pure',
    comment: 'domain/ imports kernel/ and its own domain/; of lower modules only types, by their index.ts.',
    from: { path: '^src/modules/([^/]+)/.*\\bdomain/', pathNot: SPEC },
    to: { path: '^src/', pathNot: ['^src/kernel/', '^src/modules/$1/.*\\bdomain/', '^src/modules/(?!$1/)[^/]+/index\\.ts$'] },
  },
  {
    name: 'domain-borrows-types-only',
    comment: 'Write `import type`: what domain/ takes from a lower module is gone at run time.',
    from: { path: IN_DOMAIN, pathNot: SPEC },
    to: { path: '^src/modules/[^/]+/index\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'domain-reaches-no-machine',
    comment: 'domain/ uses no package and no part of Node: the time, the rules and the calendar are arguments.',
    from: { path: IN_DOMAIN, pathNot: SPEC },
    to: {
      dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg'],
      pathNot: npm(...PURE_PACKAGES),
    },
  },
];

const machines = [
  {
    name: 'typeorm-on-a-short-leash',
    comment: 'Entities describe tables, SQL does the work; neither leaves the repository.',
    from: { path: '^src/', pathNot: ['^src/platform/database/', '\\.(entity|repository|read-model)\\.ts$', SPEC] },
    to: { path: npm('typeorm') },
  },
  {
    name: 'pg-in-platform',
    comment: 'Only platform/ holds connections.',
    from: { path: '^src/', pathNot: ['^src/platform/', SPEC] },
    to: { path: npm('pg') },
  },
  {
    name: 'bullmq-in-processors',
    comment: 'The code above platform/queue cannot tell which backend it runs on.',
    from: { path: '^src/', pathNot: ['^src/platform/queue/', '\\.processor\\.ts$', SPEC] },
    to: { path: npm('bullmq', '@nestjs/bullmq') },
  },
];

/** The third column of the anatomy: a file of one kind never reaches a file of these others. */
const anatomy = [
  ['controller', ['repository', 'entity', 'processor', 'jobs'], 'A controller calls services and read models.'],
  [
    'dto',
    ['controller', 'service', 'repository', 'entity', 'processor', 'module'],
    'A dto holds bodies, queries and views of the domain.',
  ],
  ['service', ['controller', 'dto', 'entity', 'processor', 'module'], 'A service knows no HTTP and no queue.'],
  ['repository', ['controller', 'dto', 'service', 'processor', 'module'], 'A repository is SQL for one aggregate.'],
  ['read-model', ['controller', 'dto', 'service', 'processor', 'module'], 'A read model is SQL for one question.'],
  [
    'entity',
    ['controller', 'dto', 'service', 'repository', 'read-model', 'processor', 'module'],
    'An entity describes one table.',
  ],
  [
    'jobs',
    ['controller', 'dto', 'service', 'repository', 'read-model', 'entity', 'processor', 'module'],
    'A job contract is data.',
  ],
  ['processor', ['controller', 'dto', 'entity', 'module'], 'A processor knows no HTTP.'],
  ['reaction', ['controller', 'dto', 'processor', 'module'], 'A reaction calls services and repositories.', '/on-[^/]+\\.ts$'],
].map(([kind, closed, comment, files = `\\.${kind}\\.ts$`]) => ({
  name: `anatomy-of-${kind}`,
  comment,
  from: { path: `^src/modules/.+${files}` },
  to: { path: `^src/modules/.+\\.(${closed.join('|')})\\.ts$` },
}));

const hygiene = [
  { name: 'no-cycle', comment: 'Types count too.', from: {}, to: { circular: true } },
  {
    name: 'resolvable',
    comment: 'Built files aside, every import exists.',
    from: {},
    to: { couldNotResolve: true, pathNot: ['metadata\\.ts$', '(^|/)(build|dist)/'] },
  },
  {
    name: 'listed-packages',
    comment: 'A package that is used is listed in package.json.',
    from: { path: '^(src|test|bench)/' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'shipped-packages',
    comment: 'What is shipped runs without the development packages; only what makes it may use them.',
    from: { path: '^src/', pathNot: [SPEC, '^src/bundle\\.mjs$'] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: npm('@types/[^/]+') },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...layers, ...doors, ...ground, ...purity, ...machines, ...anatomy, ...hygiene].map((rule) => ({
    severity: 'error',
    ...rule,
  })),
  options: {
    doNotFollow: { path: ['node_modules', '^(build|dist)/', '^src/metadata\\.ts$'] }, // the last is made by the build, and names every dto
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    progress: { type: 'none' },
  },
};

/** The laws in test/architecture read the layers too; hidden from the schema of the checker. */
Object.defineProperty(module.exports, 'LAYERS', { value: LAYERS });
