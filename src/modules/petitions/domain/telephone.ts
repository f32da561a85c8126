/** A telephone number as somebody typed it, read. */
export interface TypedTelephone {
  /** Without the extension; Taiwan's numbers begin with 0, however they were written. */
  readonly digits: string;
  readonly isAbroad: boolean;
  readonly hasExtension: boolean;
}

/** `#123`, `轉123`, `分機 123`, `內線 123`, `ext. 123`; an `x` stands for it behind a digit alone, for there is one in `fax` too. */
const EXTENSION = /#|轉|分機|內線|ext|(?<=\d\s*)x/iu;

/** Taiwan's country code before eight or nine digits, or the ten of the Internet (070), the zero after it often written as well. */
const COUNTRY = /^(?:\+|00)?8860?(?=(?:\d{8,9}|70\d{8})$)/;

/** Reads a number in whatever width and with whatever between its digits it was typed. */
export function readTelephone(typed: string): TypedTelephone {
  const [number = '', ...extension] = typed.normalize('NFKC').split(EXTENSION);
  const national = number.replaceAll(/[^\d+]/g, '').replace(COUNTRY, '0');
  return { digits: national.replaceAll('+', ''), isAbroad: national.startsWith('+'), hasExtension: extension.length > 0 };
}
