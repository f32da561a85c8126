import ts from 'typescript';
import { nodesOf, place, type Source } from './sources.ts';

/** A piece of SQL as it stands in a source file; what is put in at run time reads `$`. */
export interface SqlText {
  readonly text: string;
  readonly at: string;
  /** Written with the `sql` tag. Anything else counts as SQL only by its upper-case keywords. */
  readonly tagged: boolean;
}

export function sqlTextsIn(file: Source): SqlText[] {
  return nodesOf(file, isText).map((node) => ({
    text: withoutComments(contentOf(node)),
    at: place(file, node),
    tagged: ts.isTaggedTemplateExpression(node.parent) && node.parent.tag.getText() === 'sql',
  }));
}

const isText = (node: ts.Node): node is ts.StringLiteralLike | ts.TemplateExpression =>
  (ts.isStringLiteralLike(node) && !ts.isImportDeclaration(node.parent)) || ts.isTemplateExpression(node);

const contentOf = (node: ts.StringLiteralLike | ts.TemplateExpression): string =>
  ts.isTemplateExpression(node) ? node.head.text + node.templateSpans.map((span) => `$${span.literal.text}`).join('') : node.text;

const withoutComments = (text: string): string => text.replaceAll(/--.*$/gm, '').replaceAll(/\/\*[\s\S]*?\*\//g, '');

const WRITE =
  /\b(?:INSERT\s+INTO|(?<!\b(?:FOR|KEY|DO|ON)\s+)UPDATE(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?(?:\s+ONLY)?)\s+(?!SET\b)([\w."$]+)/g;
const WRITE_IN_ANY_CASE = new RegExp(WRITE, 'gi');

/** The tables a piece of SQL writes; `$` where the name is not written out. */
export const tablesWrittenBy = ({ text, tagged }: SqlText): string[] =>
  [...text.matchAll(tagged ? WRITE_IN_ANY_CASE : WRITE)].map(([, table = '']) =>
    table.startsWith('$') ? '$' : table.replaceAll('"', '').replace(/^public\./, ''),
  );
