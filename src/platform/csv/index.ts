export { readCsv, type Csv, type CsvRow } from './read-csv.ts';
export { problemText, type Problem } from '../../kernel/table.ts';
export { writeCsv } from './write-csv.ts';
