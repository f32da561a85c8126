import { join } from 'node:path';
import { errorCode } from '../../kernel/startup-error.ts';
import { listedFiles, listOf, placeOf } from './kept-files.ts';
import type { Manifest, Part, ShardPart } from './manifest.ts';
import { isSame, measure } from './parts.ts';

/** Everything in a backup that is not what was written, in words; nothing when it is whole. Reads every byte once. */
export async function* damagesOf(folder: string, { tables, shards }: Manifest): AsyncGenerator<string> {
  for (const table of tables) {
    const name = `tables/${table.name}.copy.gz`;
    yield* damageOf(name, join(folder, name), (found) => isSame(found, table));
  }
  for (const shard of shards) yield* damagesOfFiles(folder, shard);
}

async function* damagesOfFiles(folder: string, list: ShardPart): AsyncGenerator<string> {
  const { shard } = list;
  let whole = true;
  for await (const damage of damageOf(`files/${shard}.sha256`, listOf(folder, shard), (found) => isSame(found, list))) {
    whole = false;
    yield damage;
  }
  if (!whole) return; // what it lists means nothing
  for (const { key, sha256 } of await listedFiles(folder, shard)) {
    yield* damageOf(`files/${shard}/${key}`, placeOf(folder, shard, key), (found) => found.sha256 === sha256);
  }
}

async function* damageOf(name: string, path: string, isWhole: (found: Part) => boolean): AsyncGenerator<string> {
  const found = await measure(path).catch((error: unknown) => errorCode(error));
  if (typeof found === 'string') yield found === 'ENOENT' ? `${name} is missing` : `${name} cannot be read (${found})`;
  else if (!isWhole(found)) yield `${name} is not what was written`;
}
