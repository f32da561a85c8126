import Handlebars from 'handlebars';
import { FALLBACK_LANGUAGE, type Language, LANGUAGES } from './language.ts';
import {
  IN_SUBJECT,
  type Placeholder,
  PLACEHOLDERS,
  TEMPLATE_NAMES,
  type TemplateName,
  TEMPLATES,
  type Values,
} from './placeholders.ts';
import { checkPlaceholders, type TextRule } from './template-check.ts';

/** One file of a city pack's `texts/<language>/<name>.txt`: a line `Subject: …`, an empty line, and the body. */
export interface TemplateFile {
  readonly language: string;
  readonly name: string;
  /** As a problem names it. */
  readonly file: string;
  readonly text: string;
}

export interface TemplateProblem {
  readonly file: string;
  /** The first line of a file is 1; 0 when the file itself is missing. */
  readonly line: number;
  readonly reason: string;
}

/** Writes one message. Every blank of a subject line is one blank: a value cannot add a header. */
export interface Template {
  readonly subject: (values: Values) => string;
  readonly body: (values: Values) => string;
}

/** The texts of a city, checked and compiled. */
export class Templates {
  constructor(private readonly byKey: ReadonlyMap<string, Template>) {}

  /** The text in a language, or in the one that every text exists in. */
  get(name: TemplateName, language: Language): Template {
    const template = this.byKey.get(keyOf(language, name)) ?? this.byKey.get(keyOf(FALLBACK_LANGUAGE, name));
    if (!template) throw new Error(`there is no text ${name}`); // compileTemplates has told so
    return template;
  }
}

/** Checks and compiles texts. With problems the templates are incomplete and must not be used. */
export function compileTemplates(files: readonly TemplateFile[]): { templates: Templates; problems: readonly TemplateProblem[] } {
  const compiled = new Map<string, Template>();
  const problems: TemplateProblem[] = [];
  for (const file of files) {
    const { template, found } = compileFile(file);
    problems.push(...found.map((problem) => ({ file: file.file, ...problem })));
    if (template) compiled.set(keyOf(file.language, file.name), template);
  }
  const present = new Set(files.map(({ language, name }) => keyOf(language, name)));
  for (const name of TEMPLATE_NAMES) {
    if (present.has(keyOf(FALLBACK_LANGUAGE, name))) continue;
    problems.push({ file: `texts/${FALLBACK_LANGUAGE}/${name}.txt`, line: 0, reason: 'the text is missing' });
  }
  return { templates: new Templates(compiled), problems };
}

const keyOf = (language: string, name: string): string => `${language}/${name}`;

type Found = Omit<TemplateProblem, 'file'>;

const BODY_LINE = 3;

function compileFile({ language, name, text: saved }: TemplateFile): { template?: Template; found: readonly Found[] } {
  const wrongPlace = unknownPlace(language, name);
  if (wrongPlace) return { found: [{ line: 1, reason: wrongPlace }] };
  const rule = TEMPLATES[name as TemplateName];
  const text = saved.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'); // however an editor saves it
  const parts = /^Subject: (\S.*)\n\n(?=[\s\S]*\S)([\s\S]*)$/.exec(text);
  if (!parts) return { found: [{ line: 1, reason: 'must begin with "Subject: …", an empty line and a body' }] };
  const [, subject, body] = parts as unknown as [string, string, string];
  const subjectRule: TextRule = {
    known: PLACEHOLDERS,
    given: [...rule.always, ...rule.sometimes].filter((placeholder) => IN_SUBJECT.includes(placeholder)),
    mayBeEmpty: rule.sometimes,
  };
  const bodyRule: TextRule = { known: PLACEHOLDERS, given: [...rule.always, ...rule.sometimes], mayBeEmpty: rule.sometimes };
  const inSubject = checkPlaceholders(subject, 1, subjectRule);
  const inBody = checkPlaceholders(body, BODY_LINE, bodyRule);
  const used = new Set<string>(inBody.used);
  const missing = rule.must
    .filter((placeholder) => !used.has(placeholder))
    .map((placeholder) => ({ line: BODY_LINE, reason: `the body must say {{${placeholder}}}` }));
  const found = [...inSubject.problems, ...inBody.problems, ...missing];
  return found.length > 0 ? { found } : { found, template: compile(subject, body) };
}

function unknownPlace(language: string, name: string): string | null {
  if (!LANGUAGES.some((known) => known === language)) return `no message is written in ${language}`;
  return TEMPLATE_NAMES.some((known) => known === name) ? null : `no message is called ${name}`;
}

function compile(subject: string, body: string): Template {
  const [writeSubject, writeBody] = [render(subject), render(body)];
  return {
    subject: (values) => writeSubject(values).replaceAll(/\s+/g, ' ').trim(),
    body: (values) => `${writeBody(values).trim()}\n`,
  };
}

/** Plain text, not HTML, so nothing is escaped; a value is never read as a template. */
function render(text: string): (values: Values) => string {
  const template = Handlebars.compile<Record<Placeholder, string>>(text, {
    strict: true,
    noEscape: true,
    knownHelpersOnly: true,
  });
  return (values) => template({ ...EMPTY, ...values });
}

const EMPTY = Object.fromEntries(PLACEHOLDERS.map((placeholder) => [placeholder, ''])) as Record<Placeholder, string>;
