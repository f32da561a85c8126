import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../..');

/** A file of the project. A law is a function of these, so that a test can hand it a file that breaks it. */
export interface Source {
  /** From the root of the project, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A file that exists only in a test. */
export const source = (path: string, text: string): Source => ({ path, text });

/** Every file below these folders of the project whose name ends so, in order of path; built files left out. */
export function sourcesIn(folders: readonly string[], ending = '.ts'): Source[] {
  return folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(ROOT, file).split(sep).join('/'), file }))
    .filter(({ path }) => path !== 'src/metadata.ts')
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, file }) => source(path, readFileSync(file, 'utf8')));
}

export const isSpec = ({ path }: Source): boolean => /\.(spec|e2e)\.ts$/.test(path);

/** What is shipped: `src/` without the specs beside it. */
export const shippedSources = (): Source[] => sourcesIn(['src']).filter((file) => !isSpec(file));

/** The module a file belongs to, or the folder directly under `src/` (`platform`, `kernel`, `app`). */
export const ownerOf = (path: string): string => /^src\/(?:modules\/)?([^/]+)\//.exec(path)?.[1] ?? '';

export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The modules of each layer, the lowest first: the list of `.dependency-cruiser.cjs`. */
export const LAYERS = (
  createRequire(join(ROOT, 'package.json'))('./.dependency-cruiser.cjs') as { readonly LAYERS: readonly (readonly string[])[] }
).LAYERS;

/** Whether a file of `upper` may know what `lower` declares. Everything may know `platform` and `kernel`. */
export function liesBelow(lower: string, upper: string): boolean {
  if (lower === 'platform' || lower === 'kernel') return true;
  const depth = (module: string): number => LAYERS.findIndex((line) => line.includes(module));
  return depth(lower) >= 0 && depth(lower) < depth(upper);
}

const parsed = new WeakMap<Source, ts.SourceFile>();

export function parse(file: Source): ts.SourceFile {
  let tree = parsed.get(file);
  if (!tree) {
    tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
    parsed.set(file, tree);
  }
  return tree;
}

/** Every node of a file that the guard takes. */
export function nodesOf<Kind extends ts.Node>(file: Source, guard: (node: ts.Node) => node is Kind): Kind[] {
  const found: Kind[] = [];
  const visit = (node: ts.Node): void => {
    if (guard(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}

/** `src/a.ts:12` */
export const place = (file: Source, node: ts.Node): string =>
  `${file.path}:${parse(file).getLineAndCharacterOfPosition(node.getStart()).line + 1}`;

export interface DecoratorCall {
  readonly name: string;
  readonly args: readonly ts.Expression[];
}

/** The decorators above a class or a member that are written as a call: `@Get('x')`. */
export function decoratorsOf(node: ts.Node): DecoratorCall[] {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators
    .map((decorator) => decorator.expression)
    .filter(ts.isCallExpression)
    .map((call) => ({ name: call.expression.getText(), args: call.arguments }));
}

/** The value of `'text'` or `` `text` ``; null for anything that is put together at run time. */
export const textOf = (node: ts.Node | undefined): string | null =>
  node && ts.isStringLiteralLike(node) ? node.text : node && ts.isAsExpression(node) ? textOf(node.expression) : null;

/** Everything that occurs more than once. */
export const repeated = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, i) => values.indexOf(value) !== i)),
];
