import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that the program was installed into, with `migrations` and `cities` in it. Compiled, bundled and tested code lie at different depths below it. */
export const CHECKOUT: string = folderAbove(import.meta.dirname);

function folderAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : folderAbove(dirname(folder));
}
