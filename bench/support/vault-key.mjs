import { createHash } from 'node:crypto';

/** Opens the throw-away databases of the benchmarks: the programs that share one must share it. */
export const VAULT_KEY = createHash('sha256').update('bench').digest('base64');
