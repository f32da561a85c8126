/** `errors.md`: every code that an answer can carry, read from the sources, because most of the classes exist only to be thrown. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { table } from './markdown.mjs';

const CODE = /^[a-z]+(_[a-z0-9]+)*(\.[a-zA-Z]+(_[a-z0-9]+)*)+$/;

/** Where the errors of the framework get their codes. */
const FRAMEWORK = /^platform\/http\/problem(\.filter)?\.ts$/;

/** Sentences that explain a decision or a due instant; they are no errors. */
const EXPLANATIONS = /(reasons|texts)\.ts$/;

/**
 * @param root the project
 * @param http what the compiled `platform/http/problem.js` exports
 */
export function errorsPage(root, { problemOf, FRAMEWORK_PROBLEMS, UNAVAILABLE, INTERNAL }) {
  const files = sourcesOf(join(root, 'src'));
  const refusals = refusalsOf(files).flatMap(({ refusals: words, ...error }) =>
    words.map((refusal) => ({ ...error, status: problemOf({ ...error, refusal }).status })),
  );
  const ofTheFramework = [
    ...Object.entries(FRAMEWORK_PROBLEMS).map(([status, problem]) => ({ ...problem, status: Number(status), meaning: '' })),
    ...pairsIn(files, FRAMEWORK)
      .filter(({ code }) => code === 'request.refused')
      .map((problem) => ({ ...problem, status: 499, meaning: 'Any other refusal of the framework, with its own status.' })),
    { ...UNAVAILABLE, meaning: 'The database, or another thing that every request needs, is away.' },
    { ...INTERNAL, meaning: 'A mistake of ours; the log has more under the request id.' },
  ];
  return `# Errors

Refusals and failures are answered as \`application/problem+json\` (RFC 9457). \`code\` is stable: programs look at it, and at nothing else.
\`detail\` is the sentence below in the language of \`Accept-Language\`.

## What a request is refused for

${table(['Status', 'Code', 'zh-TW', 'English', 'Meaning'], sorted([...refusals, ...ofTheFramework]).map(refusalRow))}

## What is wrong with a field

\`errors\` of \`input.invalid\` (422) names every wrong field with one of these codes.

${table(
  ['Code', 'zh-TW', 'English'],
  unique(fieldErrorsOf(files)).map(({ code, text }) => [`\`${code}\``, text['zh-TW'], text.en]),
)}
`;
}

const refusalRow = ({ status, code, text, meaning }) => [
  status === 499 ? '4xx' : String(status),
  `\`${code}\``,
  text['zh-TW'],
  text.en,
  meaning,
];
const sorted = (errors) => errors.sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));

/** One row for each code and sentence, in order. */
function unique(errors) {
  const rows = new Map(errors.map((error) => [`${error.code} ${error.text.en}`, error]));
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, error]) => error);
}

const sourcesOf = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && name !== 'metadata.ts')
    .sort()
    .map((name) => ts.createSourceFile(name, readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.Latest, true));

function* nodesOf(node) {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

/** The classes that come from `DomainError`, with what their properties say. */
function refusalsOf(files) {
  const classes = files.flatMap((file) => [...nodesOf(file)].filter(ts.isClassDeclaration));
  const parentOf = (declaration) => declaration.heritageClauses?.[0]?.types[0]?.expression.getText();
  const parents = new Map(classes.map((declaration) => [declaration.name?.text, parentOf(declaration)]));
  const isRefusal = (name) => name === 'DomainError' || (name !== undefined && isRefusal(parents.get(name)));
  return classes.filter((declaration) => isRefusal(parentOf(declaration))).map(readRefusal);
}

function readRefusal(declaration) {
  const property = (name) =>
    declaration.members.find((member) => ts.isPropertyDeclaration(member) && member.name.getText() === name);
  const code = literal(property('code')?.initializer);
  const text = sentence(property('text')?.initializer);
  if (code === null || text === null) {
    throw new Error(`${declaration.getSourceFile().fileName}: ${declaration.name?.text} does not write out its code and text`);
  }
  return { code, text, refusals: wordsOf(property('refusal')), meaning: commentOf(declaration) };
}

/** The word that is written out, or those that the type allows where the constructor chooses. */
function wordsOf(refusal) {
  const written = literal(refusal.initializer);
  return written === null ? refusal.type.types.map((type) => literal(type.literal)) : [written];
}

/** The first sentences of the comment above, up to its tags. */
function commentOf(declaration) {
  const comment = ts.getJSDocCommentsAndTags(declaration).find(ts.isJSDoc)?.comment;
  return (ts.getTextOfJSDocComment(comment) ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** Every code that stands beside a sentence, as members of an object or as arguments one after the other. */
const fieldErrorsOf = (files) =>
  pairsIn(
    files.filter(({ fileName }) => !EXPLANATIONS.test(fileName) && !FRAMEWORK.test(fileName)),
    /./,
  );

const pairsIn = (files, pattern) =>
  files
    .filter(({ fileName }) => pattern.test(fileName))
    .flatMap((file) => [...nodesOf(file)].flatMap((node) => [...inObject(node), ...inCall(node)]));

function inObject(node) {
  if (!ts.isObjectLiteralExpression(node)) return [];
  const member = (name) => node.properties.find((property) => property.name?.getText() === name);
  const text = member('text');
  return pair(member('code')?.initializer, text && ts.isShorthandPropertyAssignment(text) ? text.name : text?.initializer);
}

function inCall(node) {
  if (!ts.isCallExpression(node)) return [];
  return node.arguments.flatMap((argument, i) => pair(argument, node.arguments[i + 1]));
}

function pair(codeNode, textNode) {
  const code = literal(codeNode);
  const text = code !== null && CODE.test(code) ? sentence(textNode) : null;
  return text === null ? [] : [{ code, text }];
}

const literal = (node) => (node !== undefined && ts.isStringLiteralLike(node) ? node.text : null);

/** Both languages of a text that is written out, here or in a constant of the file. */
function sentence(node) {
  const written = node !== undefined && ts.isIdentifier(node) ? constant(node) : node;
  if (written === undefined || !ts.isObjectLiteralExpression(written)) return null;
  const said = written.properties.map((property) => [property.name?.text, inWords(property.initializer)]);
  const text = Object.fromEntries(said);
  return typeof text['zh-TW'] === 'string' && typeof text.en === 'string' ? text : null;
}

const constant = (name) =>
  [...nodesOf(name.getSourceFile())].find((node) => ts.isVariableDeclaration(node) && node.name.getText() === name.text)
    ?.initializer;

/** A sentence with a number in it shows where the number stands. */
function inWords(node) {
  if (node === undefined) return null;
  if (!ts.isTemplateExpression(node)) return literal(node);
  return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join('');
}
