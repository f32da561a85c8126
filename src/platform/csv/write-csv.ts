import { stringify } from 'csv-stringify/sync';

/**
 * A table for a spreadsheet: UTF-8 with the mark by which they know it, RFC 4180. What somebody typed is never run as a formula (CWE-1236).
 *
 * @param rows the header first
 */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );
