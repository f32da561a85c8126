/** Columns of the terminal that the report is written for. */
export const WIDTH = 100;
const TAB = 2;

/** Columns that a text takes: Chinese characters and their punctuation take two. */
export const columnsOf = (text: string): number =>
  [...text].reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character) ? 2 : 1),
    0,
  );

export const padEnd = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - columnsOf(text)));

export const padStart = (text: string, columns: number): string => ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;

/** No longer than so many columns; what was cut is shown by an ellipsis. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (columnsOf(kept + character) >= columns) break;
    kept += character;
  }
  return `${kept}…`;
}

export const heading = (text: string): string[] => ['', text, '─'.repeat(Math.min(WIDTH, columnsOf(text)))];

export const line = (text: string): string => cut(`${' '.repeat(TAB)}${text}`, WIDTH);

/** A name and its number. */
export const figure = (name: string, count: number, note = ''): string =>
  line(`${padStart(String(count), 5)}  ${name}${note === '' ? '' : `  ${note}`}`);
