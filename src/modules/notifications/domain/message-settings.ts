import type { BilingualText } from '../../../kernel/errors.ts';
import type { Templates } from './template.ts';

/** Who writes, and in whose words. */
export abstract class MessageSettings {
  abstract readonly cityName: BilingualText;
  abstract readonly hotlineNumber: string;
  abstract readonly timeZone: string;
  /** Base address of links, without a trailing slash. */
  abstract readonly publicUrl: string;
  abstract readonly templates: Templates;
}
