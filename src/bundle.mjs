/**
 * Puts the programs that the compiler made, and the packages they use, into few files: a start reads those instead of 2,500 small ones,
 * which is half of its time (docs/adr/0019-programs-are-bundled.md).
 *
 *   node src/bundle.mjs     after `nest build`: from `build` into `dist`
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COMPILED = join(ROOT, 'build');
const PROGRAMS = join(ROOT, 'dist');

/** They bring native code or files of their own, which they look for beside themselves. */
const STAY_OUTSIDE = ['sharp', '@node-rs/argon2', 'swagger-ui-dist'];

const OF_PACKAGE = /^[^./]/;

/** Packages that others would use if they were there: what is not installed is asked for when it is needed, and is missed then. */
const leaveWhatIsMissing = {
  name: 'leave-what-is-missing',
  setup({ onResolve }) {
    onResolve({ filter: OF_PACKAGE }, ({ path, importer, kind }) =>
      kind === 'entry-point' || isInstalled(path, importer) ? undefined : { path, external: true },
    );
  },
};

function isInstalled(path, importer) {
  try {
    return Boolean(createRequire(importer).resolve(path));
  } catch (error) {
    return error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED'; // has a way in for `import` alone
  }
}

/** A package loaded by `import()` has the names that Node would find in it; of CommonJS the bundler alone would show a default. */
const nameWhatIsExported = {
  name: 'name-what-is-exported',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: OF_PACKAGE }, async ({ path, importer, resolveDir, kind }) => {
      if (kind !== 'dynamic-import') return undefined;
      const found = await resolve(path, { importer, resolveDir, kind: 'import-statement' });
      return found.external || found.errors.length > 0 ? found : { path: found.path, namespace: 'named' };
    });
    onLoad({ filter: /./, namespace: 'named' }, async ({ path }) => {
      const names = Object.keys(await import(pathToFileURL(path).href));
      return { contents: `export { ${names.join(', ')} } from ${JSON.stringify(path)};`, resolveDir: ROOT };
    });
  },
};

/** What the compiler noted for the contract of the API loads each DTO as a module of its own; here they are in few files anyway. */
const joinMetadata = {
  name: 'join-metadata',
  setup({ onLoad }) {
    onLoad({ filter: /build\/metadata\.js$/ }, ({ path }) => {
      const modules = [];
      const body = readFileSync(path, 'utf8').replace(/(?:await )?import\((["'])(.+?)\1\)/g, (_, _quote, module) => {
        if (!modules.includes(module)) modules.push(module);
        return `module${modules.indexOf(module)}`;
      });
      const imports = modules.map((module, index) => `import * as module${index} from '${module}';`);
      return { contents: [...imports, body].join('\n') };
    });
  },
};

/**
 * Entities, DTOs and errors are known by the names of their classes, and the bundler renames one that meets its name elsewhere. Its own
 * `keepNames` tells every closure its name whenever it is made, which took a seventh of the petitions a second.
 */
const keepNamesOfClasses = {
  name: 'keep-names-of-classes',
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, ({ path }) => {
      if (!path.startsWith(join(COMPILED, '/'))) return undefined;
      const named = readFileSync(path, 'utf8').replace(
        /^((?:.*\*\/ )?(?:export )?(?:let \w+ = )?class (\w+)(?: extends [^{\n]+)? \{)/gm,
        `$1 static { Object.defineProperty(this, 'name', { value: '$2', configurable: true }); }`,
      );
      return { contents: named };
    });
  },
};

rmSync(PROGRAMS, { recursive: true, force: true });
await build({
  entryPoints: readdirSync(COMPILED)
    .filter((name) => /^(main.*|metadata)\.js$/.test(name))
    .map((name) => join(COMPILED, name)),
  outdir: PROGRAMS,
  chunkNames: 'shared/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: STAY_OUTSIDE,
  plugins: [leaveWhatIsMissing, nameWhatIsExported, joinMetadata, keepNamesOfClasses], // metadata before what takes every file
  banner: { js: inCommonJs() },
  logLevel: 'warning',
});

/** What CommonJS packages find around them. */
function inCommonJs() {
  return [
    `import { createRequire as requireFrom } from 'node:module';`,
    `import { dirname as folderOf } from 'node:path';`,
    `import { fileURLToPath as pathOf } from 'node:url';`,
    'const require = requireFrom(import.meta.url);',
    'const __filename = pathOf(import.meta.url);',
    'const __dirname = folderOf(__filename);',
  ].join('\n');
}
