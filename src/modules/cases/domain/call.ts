import type { Actor } from '../../../kernel/actor.ts';

/** Who gives a command to which case, and the version they had read; null when they do not mind what happened meanwhile. */
export interface Call {
  readonly actor: Actor;
  readonly caseNo: string;
  readonly expectedVersion: number | null;
}
