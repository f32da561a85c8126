import type { Tx } from '../../../platform/database/index.ts';

/** A case that is made anonymous, with the petitions that were filed with it or came to it. */
export interface ForgottenCase {
  readonly caseId: string;
  readonly petitionIds: readonly string[];
  readonly at: Date;
}

/** Takes out of the tables of one module what tells of a person; numbers, codes and instants stay. May be done twice. */
export interface Forgets {
  forget(tx: Tx, of: ForgottenCase): Promise<void>;
}

/** Everything that forgets: each module by itself, for only it writes its tables. */
export abstract class Forgetting {
  abstract readonly everywhere: readonly Forgets[];
}
