import type { BilingualText } from '../../../kernel/errors.ts';

/** What everybody who turns to the city is told. */
export abstract class Notices {
  /** Now; null on ordinary days. */
  abstract notice(): BilingualText | null;
}
