import type { Readable } from 'node:stream';

/** A file as it lies in the store. */
export interface StoredFile {
  readonly key: string;
  readonly bytes: number;
  /** When it was put there, by the clock that the city goes by. */
  readonly at: Date;
}

/** A file that can be handed on. */
export interface OpenFile {
  readonly bytes: number;
  readonly stream: Readable;
}

/**
 * Where uploaded files lie. Keys are UUIDs that we make: nothing from outside becomes part of a path. A shard is the first two digits of
 * a key; with it a store is looked through piece by piece.
 */
export abstract class FileStore {
  /** Returns when the file would outlive a loss of power. */
  abstract put(key: string, bytes: Buffer): Promise<void>;

  /** Null when there is no such file. */
  abstract open(key: string): Promise<OpenFile | null>;

  /** Nothing happens when there is no such file. */
  abstract remove(key: string): Promise<void>;

  abstract list(shard: string): Promise<StoredFile[]>;
}

/** 00 to ff. */
export const SHARDS: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
