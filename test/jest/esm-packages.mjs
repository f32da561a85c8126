import { readFileSync } from 'node:fs';

/**
 * Names of the installed packages that are ES modules: the only ones jest has to compile, because below Node 24.9 a jest sandbox
 * cannot `require` them. Read from the installed tree, so nothing has to be maintained by hand.
 */
export function esmPackages(root) {
  const lock = JSON.parse(readFileSync(new URL('node_modules/.package-lock.json', root), 'utf8'));
  const marker = 'node_modules/';
  const names = Object.keys(lock.packages)
    .filter((path) => path.startsWith(marker) && isModule(root, path))
    .map((path) => path.slice(path.lastIndexOf(marker) + marker.length));
  return [...new Set(names)].sort();
}

function isModule(root, path) {
  try {
    return JSON.parse(readFileSync(new URL(`${path}/package.json`, root), 'utf8')).type === 'module';
  } catch {
    return false; // an optional package of another platform
  }
}
