import { parseReferenceNumber } from './reference-number.ts';

/** The numbers of cases that stand by themselves in what a fact says; those in the words of people are theirs to write. */
export const caseNosIn = (data: object): string[] => Object.values(data).flatMap(numbersIn);

function numbersIn(value: unknown): string[] {
  if (typeof value === 'string') return isCaseNo(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** The same without some of these numbers: null stands in their place. */
export const withoutCases = (data: object, hidden: ReadonlySet<string>): object =>
  hidden.size === 0
    ? data
    : (JSON.parse(JSON.stringify(data), (_, value: unknown) =>
        typeof value === 'string' && hidden.has(value) ? null : value,
      ) as object);

const isCaseNo = (text: string): boolean => parseReferenceNumber('C', text) === text;
